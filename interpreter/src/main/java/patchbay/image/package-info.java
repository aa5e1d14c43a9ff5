/** Object files as values: sections, symbols, relocations. */
@NullMarked
package patchbay.image;

import org.jspecify.annotations.NullMarked;
