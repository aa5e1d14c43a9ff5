/** Runs what documentation shows: scripts, and the scripts and command lines in Markdown pages. */
@NullMarked
package patchbay.doc;

import org.jspecify.annotations.NullMarked;
