/**
 * The running system as a value: memory, modules with their used slots, symbols, patchable sites,
 * function stacks, the log.
 */
@NullMarked
package patchbay.machine;

import org.jspecify.annotations.NullMarked;
