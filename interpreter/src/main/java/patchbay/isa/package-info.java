/**
 * What an instruction set is: tables of rows, and everything that derives from them. Speaks bytes
 * and lengths, so that sets of fixed-size words and sets of variable length fit alike.
 */
@NullMarked
package patchbay.isa;

import org.jspecify.annotations.NullMarked;
