/**
 * What 64-bit Power kernels (little-endian, ELFv2) do: eras, stubs, relocation rules, entry code,
 * code for functions in words.
 */
@NullMarked
package patchbay.kernel.ppc64;

import org.jspecify.annotations.NullMarked;
