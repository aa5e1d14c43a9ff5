// The words of the language. `#!…` on the first line, newlines, brackets and the raw body of `asm { … }` are settled by the token
// source of lang.parse, which also turns a NAME into one of the WORDS below where the language says that it is one.
lexer grammar PatchbayLexer;

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

// Never entered: the list of words. Each is an ordinary NAME except where the language expects it.
mode WORDS;

// begin a statement
ARCH : 'arch' ; KERNEL : 'kernel' ; MODULE : 'module' ; EXTERN : 'extern' ; REDIRECT : 'redirect' ; RESTORE : 'restore' ; WRITE : 'write' ;
TRANSACTION : 'transaction' ; UNDO : 'undo' ; UNSAFE : 'unsafe' ; SHOW : 'show' ; CALL : 'call' ; TRACE : 'trace' ; EXPLAIN : 'explain' ;
ENCODE : 'encode' ; DECODE : 'decode' ; LIST : 'list' ; SAVE : 'save' ;
EXPECT : 'expect' ; PRINT : 'print' ; IF : 'if' ; FOR : 'for' ; LET : 'let' ; DEF : 'def' ; INCLUDE : 'include' ;

// begin a statement that has no meaning yet
REGION : 'region' ; LOAD : 'load' ; UNLOAD : 'unload' ; LIVEPATCH : 'livepatch' ; DISABLE : 'disable' ; FORCE : 'force' ; TASK : 'task' ;
TRANSITION : 'transition' ; SYSCTL : 'sysctl' ; KPROBE : 'kprobe' ; SURVEY : 'survey' ; COMPARE : 'compare' ; SWEEP : 'sweep' ;
LINT : 'lint' ; EXPLORE : 'explore' ;

// begin an item of a layout
FN : 'fn' ; DATA : 'data' ; SECTION : 'section' ;

// begin a clause of fn
AT : 'at' ; SIZE : 'size' ; NOTRACE : 'notrace' ; LOCAL : 'local' ; CALLS : 'calls' ; RETURNS : 'returns' ; ASM : 'asm' ; LOGS : 'logs' ;

// stand elsewhere in a statement
LINUX : 'linux' ; WITH : 'with' ; DEFAULT : 'default' ; SYMBOLS : 'symbols' ; SLIDE : 'slide' ; PLT : 'plt' ; FROM : 'from' ;
SECTIONS : 'sections' ; PERCPU : 'percpu' ; VIA : 'via' ; FTRACE : 'ftrace' ; CALLERS : 'callers' ; JUMP : 'jump' ; CODE : 'code' ;
MAP : 'map' ; RELOCS : 'relocs' ; SITES : 'sites' ; PATCHES : 'patches' ; JOURNAL : 'journal' ; LOG : 'log' ; BYTE_DUMP : 'bytes' ;
DIFF : 'diff' ; SLOT : 'slot' ; CONST : 'const' ; TO : 'to' ; IN : 'in' ; WHERE : 'where' ; FAILS : 'fails' ; STEP : 'step' ; ELSE : 'else' ;
STAGE : 'stage' ; RELOCATED : 'relocated' ; LIVE : 'live' ; U8 : 'u8' ; U16 : 'u16' ; U32 : 'u32' ; U64 : 'u64' ; ADDR : 'addr' ;
UNCHANGED : 'unchanged' ; VISITS : 'visits' ;

// operators and values: never a name, unless quoted
AND : 'and' ; OR : 'or' ; NOT : 'not' ; TRUE : 'true' ; FALSE : 'false' ;
