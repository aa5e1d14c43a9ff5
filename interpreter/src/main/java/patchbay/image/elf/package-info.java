/** Reading ELF files: every field checked, what is damaged refused with its name and offset. */
@NullMarked
package patchbay.image.elf;

import org.jspecify.annotations.NullMarked;
