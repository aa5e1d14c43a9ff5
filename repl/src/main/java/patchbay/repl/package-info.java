/** The command line and the interactive shell: the only place that knows a terminal. */
@NullMarked
package patchbay.repl;

import org.jspecify.annotations.NullMarked;
