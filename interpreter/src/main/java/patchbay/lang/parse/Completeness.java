package patchbay.lang.parse;

/** Whether an input of the REPL can be run, waits for more lines, or is wrong whatever follows. */
public enum Completeness {
    COMPLETE,
    INCOMPLETE,
    INVALID
}
