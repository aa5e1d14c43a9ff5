// The language on one page. END is the end of a line, a `;`, or stands before a `}`.
parser grammar PatchbayParser;

options { tokenVocab = PatchbayLexer; }

script
    : (statement END)* EOF
    ;

interpolation                                       // between the braces of a printed string
    : expression EOF
    ;

statement
    // machine and layout
    : 'arch' word ('linux' version)? ('with' option (',' option)*)?             # arch
    | 'kernel' ('at' base | 'size' amount)* layout?                             # kernel
    | 'kernel' 'symbols' file ('slide' amount)?                                 # kernelSymbols
    | 'module' word ('at' base | 'plt' amount)* layout?                         # module
    | 'module' word 'from' file place*                                          # moduleFrom
    | 'extern' word 'at' address                                                # extern

    // patch steps
    | 'redirect' function '->' function ('via' ('ftrace' | 'callers' | 'jump'))? # redirect
    | 'restore' function                                                        # restore
    | 'write' address ':' content '->' content                                  # write
    | 'transaction' block                                                       # transaction
    | 'undo' amount?                                                            # undo
    | 'unsafe' text block                                                       # unsafe

    // asking
    | 'show' 'code' thing                                                       # showCode
    | 'show' ('plt' | 'sections' | 'relocs' | 'sites') thing?                   # showOf
    | 'show' ('map' | 'patches' | 'journal' | 'log' | 'diff')                   # showAll
    | 'show' 'bytes' amount 'at' address                                        # showBytes
    | 'trace' callee arguments                                                  # trace
    | 'explain' address '->' address ('slot' address)?                          # explainWay
    | 'explain' 'slot' thing                                                    # explainSlot
    | 'explain' 'const' amount                                                  # explainConst
    | 'explain' thing                                                           # explainThing
    | 'encode' text ('at' address)?                                             # encode
    | 'decode' amount ('at' address)?                                           # decode
    | 'decode' 'code' text                                                      # decodeOops
    | 'list' 'calls' 'to' thing ('in' thing)? ('where' condition)?              # listCalls
    | 'list' word ('in' thing)? ('where' condition)?                            # list

    // saying what must hold
    | 'expect' condition                                                        # expect
    | 'expect' 'fails' word block                                               # expectFails

    // taking it along
    | 'save' 'module' word 'stage' ('relocated' | 'live') 'to' file             # saveModule

    // a little programming
    | 'let' word '=' expression                                                 # let
    | 'for' word 'in' expression ('step' amount)? block                         # for
    | 'if' condition block ('else' 'if' condition block)* ('else' block)?       # if
    | 'def' word parameters ('=' expression | block)                            # def
    | 'include' file                                                            # include
    | 'print' expression                                                        # print
    | expression                                                                # evaluate
    ;

block
    : '{' (statement END)* '}'
    ;

layout
    : '{' (item END)* '}'
    ;

item
    : 'fn' word parameters? (','? clause)*                                      # functionItem
    | 'data' word '=' datum (',' datum)*                                        # dataItem
    | 'section' text layout                                                     # sectionItem
    ;

clause
    : 'at' address                                                              # atClause
    | 'size' amount                                                             # sizeClause
    | 'notrace'                                                                 # notraceClause
    | 'local'                                                                   # localClause
    | 'calls' called (',' called)*                                              # callsClause
    | 'returns' expression                                                      # returnsClause
    | assembly                                                                  # asmClause
    | 'logs' text                                                               # logsClause
    ;

datum
    : ('u8' | 'u16' | 'u32' | 'u64') amount                                     # numberDatum
    | 'addr' address                                                            # addressDatum
    | STRING                                                                    # textDatum
    | BYTES                                                                     # bytesDatum
    ;

place
    : 'at' base                                                                 # basePlace
    | 'at' '{' part (',' part)* ','? '}'                                        # partsPlace
    | 'sections' file                                                           # sectionsPlace
    | 'percpu' address                                                          # percpuPlace
    ;

part       : word address ;
base       : 'default' | address ;
option     : word amount? ;
version    : VERSION | NUMBER ;
content    : assembly | expression ;
assembly   : 'asm' '{' ASM_BODY '}' ;
parameters : '(' (word (',' word)*)? ')' ;
arguments  : '(' (expression (',' expression)*)? ')' ;
callee     : word | PLACE | NUMBER | '(' expression ')' ;

// What a diagnostic calls by its own name
address    : expression ;
amount     : expression ;
function   : expression ;
condition  : expression ;
thing      : expression ;
file       : STRING ;
text       : STRING ;

expression
    : expression '.' word                                                       # field
    | expression '[' expression ']'                                             # index
    | ('-' | '~') expression                                                    # sign
    | expression ('*' | '/' | '%') expression                                   # binary
    | expression ('+' | '-') expression                                         # binary
    | expression ('<<' | '>>') expression                                       # binary
    | expression '&' expression                                                 # binary
    | expression '^' expression                                                 # binary
    | expression '|' expression                                                 # binary
    | expression '..' expression                                                # range
    | expression ('==' | '!=' | '<' | '<=' | '>' | '>=' | 'visits') expression  # binary
    | 'not' expression                                                          # not
    | expression 'and' expression                                               # binary
    | expression 'or' expression                                                # binary
    | 'unchanged' subject                                                       # unchanged
    | 'call' callee arguments                                                   # call
    | word arguments                                                            # apply
    | word                                                                      # name
    | NUMBER                                                                    # number
    | STRING                                                                    # string
    | BYTES                                                                     # bytes
    | PLACE                                                                     # backtracePlace
    | ('true' | 'false')                                                        # truth
    | '(' expression ')'                                                        # group
    | '[' (expression (',' expression)*)? ']'                                   # listing
    ;

subject    : word | PLACE | '(' expression ')' ;

word       : called | 'at' | 'size' | 'notrace' | 'local' | 'calls' | 'returns' | 'asm' | 'logs' ;

called                                              // a callee of fn: not one of its clauses
    : NAME | 'linux' | 'with' | 'default' | 'symbols' | 'slide' | 'plt' | 'from' | 'sections' | 'percpu' | 'via' | 'ftrace' | 'callers'
    | 'jump' | 'code' | 'map' | 'relocs' | 'sites' | 'patches' | 'journal' | 'log' | 'bytes' | 'diff' | 'slot' | 'const' | 'to' | 'in'
    | 'where' | 'fails' | 'step' | 'else' | 'stage' | 'relocated' | 'live' | 'u8' | 'u16' | 'u32' | 'u64' | 'addr' | 'unchanged' | 'visits'
    ;
