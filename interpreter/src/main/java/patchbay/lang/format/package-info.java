/** {@code patchbay fmt}: one way to set a script, without changing what it says. */
@NullMarked
package patchbay.lang.format;

import org.jspecify.annotations.NullMarked;
