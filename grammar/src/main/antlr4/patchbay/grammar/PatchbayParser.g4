// The language on one page. END is the end of a line, a `;`, or stands before a `}`. The first word decides which statement it is; one
// that has several forms has a rule for what follows the word. So nearly nothing needs to be predicted, and a cold start is quick.
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
    | 'kernel' kernel                                                           # kernelStatement
    | 'module' word 'absent'? module                                            # moduleStatement
    | 'region' 'modules' expression                                             # region
    | 'load' word                                                               # load
    | 'unload' word                                                             # unload
    | 'extern' word 'at' address                                                # extern

    // patch steps
    | 'redirect' function '->' function ('via' ('ftrace' | 'callers' | 'jump'))? # redirect
    | 'restore' function                                                        # restore
    | 'write' address ':' content '->' content                                  # write
    | 'transaction' block                                                       # transaction
    | 'undo' amount?                                                            # undo
    | 'unsafe' text block                                                       # unsafe

    // asking
    | 'show' show                                                               # showStatement
    | 'trace' callee arguments                                                  # trace
    | 'explain' explain                                                         # explainStatement
    | 'encode' text ('at' address)?                                             # encode
    | 'decode' decode                                                           # decodeStatement
    | 'list' list ('in' thing)? ('where' condition)?                            # listStatement
    | 'survey' file ('linux' version)? ('to' file)?                             # survey
    | 'sweep' 'module' word 'over' expression ('step' amount)? block            # sweep
    | 'compare' compare                                                         # compareStatement

    // saying what must hold
    | 'expect' expect                                                           # expectStatement

    // taking it along
    | 'save' save                                                               # saveStatement

    // a little programming
    | 'let' word '=' expression                                                 # let
    | 'for' word 'in' expression ('step' amount)? block                         # for
    | 'if' condition block ('else' 'if' condition block)* ('else' block)?       # if
    | 'def' word parameters ('=' expression | block)                            # def
    | 'include' file                                                            # include
    | 'print' expression                                                        # print
    | expression                                                                # evaluate
    ;

kernel
    : ('at' base | 'size' amount)* layout?                                      # kernelInWords
    | 'from' file ('at' base)?                                                  # kernelFrom
    | 'symbols' file ('slide' amount)?                                          # kernelSymbols
    ;

module
    : ('at' base | 'plt' amount)* layout?                                       # moduleInWords
    | 'from' file place*                                                        # moduleFrom
    ;

show
    : 'code' thing                                                              # showCode
    | ('plt' | 'stubs' | 'toc' | 'sections' | 'relocs' | 'sites') thing?        # showOf
    | ('map' | 'patches' | 'journal' | 'log' | 'diff')                          # showAll
    | 'bytes' amount 'at' address                                               # showBytes
    ;

explain
    : 'slot' thing                                                              # explainSlot
    | 'const' amount                                                            # explainConst
    | thing ('->' address ('slot' address)?)?                                   # explainWay
    ;

decode
    : 'code' text                                                               # decodeOops
    | amount ('at' address)?                                                    # decodeWord
    ;

list
    : 'calls' 'to' thing                                                        # listCalls
    | word                                                                      # listThings
    ;

compare
    : dump                                                                      # compareDump
    | 'arch' word 'with' word block                                             # compareArch
    | 'linux' version 'with' version block                                      # compareLinux
    ;

dump                                                // memory of a running system
    : ('module' word | 'kernel') 'with' file ('at' address)?
    ;

expect
    : 'fails' word block                                                        # expectFails
    | condition                                                                 # expectCondition
    ;

save
    : 'module' word 'stage' ('relocated' | 'live') 'to' file                    # saveModule
    | 'kernel' 'as' 'elf' file                                                  # saveKernel
    | 'journal' file                                                            # saveJournal
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
    : 'at' address
    | 'size' amount
    | 'notrace'
    | 'local'
    | 'calls' called (',' called)*
    | 'returns' expression
    | assembly
    | 'logs' text
    ;

datum
    : ('u8' | 'u16' | 'u32' | 'u64') amount
    | 'addr' address
    | STRING
    | BYTES
    ;

place
    : 'at' base
    | 'at' '{' part (',' part)* ','? '}'
    | 'sections' file
    | 'in' 'modules' ('seed' amount)?
    | 'percpu' address
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
    : operand (infix operand)*
    ;

infix                                               // a line binds tighter than those below it; in a line from the left
    : '*' | '/' | '%'
    | '+' | '-'
    | '<<' | '>>'
    | '&'
    | '^'
    | '|'
    | '..'
    | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'visits'
    | 'and'
    | 'or'
    ;

operand
    : ('-' | '~' | 'not')* value suffix*            // 'not' binds between the comparisons and 'and'
    ;

suffix
    : '.' word
    | '[' expression ']'
    ;

value
    : word arguments?                                                           # name
    | 'call' callee arguments                                                   # call
    | 'unchanged' subject                                                       # unchanged
    | 'compare' dump                                                            # comparison
    | NUMBER                                                                    # number
    | STRING                                                                    # string
    | BYTES                                                                     # bytes
    | PLACE                                                                     # backtracePlace
    | ('true' | 'false')                                                        # truth
    | '(' expression ')'                                                        # group
    | '[' (expression (',' expression)*)? ']'                                   # listing
    ;

subject    : word | PLACE | '(' expression ')' ;

word       : called | 'at' | 'size' | 'notrace' | 'local' | 'calls' | 'returns' | 'logs' ;

called                                              // a callee of fn: not one of its clauses
    : NAME | 'linux' | 'with' | 'symbols' | 'slide' | 'plt' | 'stubs' | 'toc' | 'from' | 'sections' | 'percpu' | 'via' | 'ftrace' | 'callers'
    | 'jump' | 'code' | 'map' | 'relocs' | 'sites' | 'patches' | 'journal' | 'log' | 'bytes' | 'diff' | 'slot' | 'const' | 'to' | 'in'
    | 'where' | 'fails' | 'step' | 'else' | 'stage' | 'relocated' | 'live' | 'u8' | 'u16' | 'u32' | 'u64' | 'addr' | 'visits' | 'absent' | 'over' | 'as' | 'elf' | 'modules' | 'seed'
    ;
