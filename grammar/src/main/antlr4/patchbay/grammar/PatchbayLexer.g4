lexer grammar PatchbayLexer;

NAME : [A-Za-z_] [A-Za-z0-9_]* ;
NL   : '\r'? '\n' ;
WS   : [ \t]+ -> skip ;
