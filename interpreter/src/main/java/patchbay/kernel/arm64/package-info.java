/**
 * arm64 kernels: eras, PLT entries, relocation, entry code, address map, code for functions in
 * words.
 */
@NullMarked
package patchbay.kernel.arm64;

import org.jspecify.annotations.NullMarked;
