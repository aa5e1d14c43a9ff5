/**
 * Bytes and where they lie: memory, address ranges, bit arithmetic. Addresses are {@code long},
 * compared unsigned.
 */
@NullMarked
package patchbay.bytes;

import org.jspecify.annotations.NullMarked;
