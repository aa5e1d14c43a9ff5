/** The A64 instruction set. */
@NullMarked
package patchbay.isa.arm64;

import org.jspecify.annotations.NullMarked;
