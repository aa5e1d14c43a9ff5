/** Power ISA 3.1, 64 bits, little endian (ppc64le) as ELFv2 uses it. */
@NullMarked
package patchbay.isa.ppc64;

import org.jspecify.annotations.NullMarked;
