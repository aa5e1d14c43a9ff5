package patchbay.lang.run;

import patchbay.kernel.LoadedModule;

/** A module that came from a file: what its loader made of it. */
record LoadedFile(String file, LoadedModule module) {}
