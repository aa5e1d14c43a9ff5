// The words of the language. Each is an ordinary name except where the language expects it.
lexer grammar PatchbayWords;

// begin a statement
ARCH : 'arch' ; KERNEL : 'kernel' ; MODULE : 'module' ; EXTERN : 'extern' ; REGION : 'region' ; LOAD : 'load' ; UNLOAD : 'unload' ; REDIRECT : 'redirect' ; RESTORE : 'restore' ; WRITE : 'write' ;
TRANSACTION : 'transaction' ; UNDO : 'undo' ; UNSAFE : 'unsafe' ; SHOW : 'show' ; CALL : 'call' ; TRACE : 'trace' ; EXPLAIN : 'explain' ;
ENCODE : 'encode' ; DECODE : 'decode' ; LIST : 'list' ; SURVEY : 'survey' ; SWEEP : 'sweep' ; COMPARE : 'compare' ; SAVE : 'save' ;
EXPECT : 'expect' ; PRINT : 'print' ; IF : 'if' ; FOR : 'for' ; LET : 'let' ; DEF : 'def' ; INCLUDE : 'include' ;

// begin a statement that has no meaning yet
LIVEPATCH : 'livepatch' ; DISABLE : 'disable' ; FORCE : 'force' ; TASK : 'task' ;
TRANSITION : 'transition' ; SYSCTL : 'sysctl' ; KPROBE : 'kprobe' ;
LINT : 'lint' ; EXPLORE : 'explore' ;

// begin an item of a layout
FN : 'fn' ; DATA : 'data' ; SECTION : 'section' ;

// begin a clause of fn
AT : 'at' ; SIZE : 'size' ; NOTRACE : 'notrace' ; LOCAL : 'local' ; CALLS : 'calls' ; RETURNS : 'returns' ; ASM : 'asm' ; LOGS : 'logs' ;

// stand elsewhere in a statement
LINUX : 'linux' ; WITH : 'with' ; DEFAULT : 'default' ; SYMBOLS : 'symbols' ; SLIDE : 'slide' ; PLT : 'plt' ; STUBS : 'stubs' ; TOC : 'toc' ; FROM : 'from' ;
SECTIONS : 'sections' ; PERCPU : 'percpu' ; VIA : 'via' ; FTRACE : 'ftrace' ; CALLERS : 'callers' ; JUMP : 'jump' ; CODE : 'code' ;
MAP : 'map' ; RELOCS : 'relocs' ; SITES : 'sites' ; PATCHES : 'patches' ; JOURNAL : 'journal' ; LOG : 'log' ; BYTE_DUMP : 'bytes' ;
DIFF : 'diff' ; SLOT : 'slot' ; CONST : 'const' ; TO : 'to' ; IN : 'in' ; WHERE : 'where' ; FAILS : 'fails' ; STEP : 'step' ; ELSE : 'else' ;
STAGE : 'stage' ; RELOCATED : 'relocated' ; LIVE : 'live' ; U8 : 'u8' ; U16 : 'u16' ; U32 : 'u32' ; U64 : 'u64' ; ADDR : 'addr' ;
ABSENT : 'absent' ; OVER : 'over' ; AS : 'as' ; MODULES : 'modules' ; SEED : 'seed' ; ELF : 'elf' ; UNCHANGED : 'unchanged' ; VISITS : 'visits' ;

// operators and values: never a name, unless quoted
AND : 'and' ; OR : 'or' ; NOT : 'not' ; TRUE : 'true' ; FALSE : 'false' ;
