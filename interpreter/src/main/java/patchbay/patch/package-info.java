/**
 * A patch as a value before it is an act: effects, plans, the journal, and what a plan lands on.
 */
@NullMarked
package patchbay.patch;

import org.jspecify.annotations.NullMarked;
