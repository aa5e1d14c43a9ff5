/** From text to the tree: the only package that knows ANTLR. */
@NullMarked
package patchbay.lang.parse;

import org.jspecify.annotations.NullMarked;
