/** Values to text and JSON. */
@NullMarked
package patchbay.view;

import org.jspecify.annotations.NullMarked;
