/**
 * The tree of a script: sealed, immutable, read as a table. Every node knows the place it was
 * written at; none knows what it means.
 */
@NullMarked
package patchbay.lang.ast;

import org.jspecify.annotations.NullMarked;
