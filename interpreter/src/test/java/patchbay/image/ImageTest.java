package patchbay.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Slice;

/** Sections as values. */
class ImageTest {
    private static final Slice CONTENT = Slice.NONE;

    private static Section section(int index, String name, Slice content) {
        return new Section(
                index,
                name,
                Section.PROGBITS,
                Section.ALLOC | Section.EXECUTE,
                0,
                16,
                0,
                0,
                0,
                content,
                List.of());
    }

    @Test
    void ofSectionsOfOneNameTheLastIsFound() {
        List<Section> sections =
                List.of(
                        section(0, "", CONTENT),
                        section(1, ".text", CONTENT),
                        section(2, ".text", CONTENT),
                        section(3, ".data", CONTENT));
        Image image = new Image("test", "arm64", Image.Kind.RELOCATABLE, 0, sections, List.of());
        assertEquals(Optional.of(sections.get(2)), image.section(".text"));
        assertEquals(Optional.empty(), image.section(".bss"));
    }

    @Test
    void aFlagIsSetOrNot() {
        assertTrue(section(1, ".text", CONTENT).is(Section.EXECUTE));
        assertFalse(section(1, ".text", CONTENT).is(Section.WRITE));
    }

    @Test
    void aSectionIsItsPlaceInItsFile() {
        Section text = section(1, ".text", CONTENT);
        assertEquals(text, section(1, ".text", CONTENT));
        assertEquals(text.hashCode(), section(1, ".text", CONTENT).hashCode());
        for (Section other :
                List.of(
                        section(2, ".text", CONTENT),
                        section(1, ".data", CONTENT),
                        section(1, ".text", new Slice(new byte[0], 0, 0)))) {
            assertNotEquals(text, other);
        }
        assertNotEquals(text.hashCode(), section(2, ".text", CONTENT).hashCode());
        assertNotEquals(text, (Object) ".text");
    }
}
