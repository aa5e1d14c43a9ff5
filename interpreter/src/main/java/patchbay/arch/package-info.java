/** Where instruction sets and kernel rules are put together. */
@NullMarked
package patchbay.arch;

import org.jspecify.annotations.NullMarked;
