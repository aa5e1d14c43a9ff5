/**
 * Text and what is said about it: sources, spans, diagnostics, the stable codes, refusals as
 * values.
 */
@NullMarked
package patchbay.source;

import org.jspecify.annotations.NullMarked;
