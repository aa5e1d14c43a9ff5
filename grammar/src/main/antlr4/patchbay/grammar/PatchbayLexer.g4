// What stands in a script between blanks. The words of the language are a list of their own (PatchbayWords): each is a NAME here, and
// the token source of lang.parse, which also settles newlines, brackets and the raw body of `asm { … }`, makes a word of it. It does not run
// what is generated from here: its Lexer follows these rules by hand, which starts sooner, and is tested against them.
lexer grammar PatchbayLexer;

options { tokenVocab = PatchbayWords; }

tokens { ASM_BODY }

// Names and places. The dots of a name belong to it (`bar.isra.0`, `foo.bar`, `it.users`): what each part means is settled where the
// layout is known. `#2` is a sympos; back quotes make a name of anything.
NAME      : PART ('.' (PART | [0-9A-Za-z_$]+))* ('#' [0-9]+)? ;
PLACE     : PART ('.' [0-9A-Za-z_$]+)* '+0x' HEX+ '/0x' HEX+ ([ \t]+ '[' [0-9A-Za-z_]+ (' ' HEX+)? ']')? ;   // bar+0x1c/0x40 [foo]

// Literals
NUMBER    : DECIMAL [KMGT]? | '0x' HEX ('_'? HEX)* [KMGT]? ;
VERSION   : [0-9]+ '.' [0-9]+ ('.' [0-9]+)? ;
MALFORMED : [0-9] ([0-9A-Za-z_$] | '.' [0-9A-Za-z_$])* ;                    // 128MB, 0x1g: one token, one diagnostic
BYTES     : 'x"' ~["\r\n]* '"'? ;                                          // memory order; without the last quote: never closed
STRING    : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"'? ;

// Signs
ARROW : '->' ; UPTO : '..' ; EQ : '==' ; NE : '!=' ; LE : '<=' ; GE : '>=' ; SHL : '<<' ; SHR : '>>' ; LT : '<' ; GT : '>' ;
PLUS : '+' ; MINUS : '-' ; STAR : '*' ; SLASH : '/' ; PERCENT : '%' ; AMP : '&' ; BAR : '|' ; CARET : '^' ; TILDE : '~' ;
ASSIGN : '=' ; COLON : ':' ; COMMA : ',' ; DOT : '.' ;
LPAREN : '(' ; RPAREN : ')' ; LSQUARE : '[' ; RSQUARE : ']' ; LBRACE : '{' ; RBRACE : '}' ;
END : ';' ;                                                                // also made of a newline, and put before `}`

NEWLINE : '\r'? '\n' ;
BLANK   : [ \t\u000C\uFEFF]+                           -> skip ;
COMMENT : ('//' ~[\r\n]* | '/*' .*? '*/' | '#!' ~[\r\n]*) -> channel(HIDDEN) ;
STRAY   : . ;

fragment PART    : [A-Za-z_] [0-9A-Za-z_$]* | '`' ~[`\r\n]+ '`' ;
fragment DECIMAL : [0-9] ('_'? [0-9])* ;
fragment HEX     : [0-9A-Fa-f] ;
