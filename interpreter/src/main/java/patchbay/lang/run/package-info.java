/**
 * Statements become plans and answers: the session, names, expressions, and the words for every
 * refusal.
 */
@NullMarked
package patchbay.lang.run;

import org.jspecify.annotations.NullMarked;
