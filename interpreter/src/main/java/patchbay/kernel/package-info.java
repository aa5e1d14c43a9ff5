/**
 * What a kernel does to code: layout, module loading, redirecting; one algorithm a file, reading an
 * {@link Era}.
 */
@NullMarked
package patchbay.kernel;

import org.jspecify.annotations.NullMarked;
