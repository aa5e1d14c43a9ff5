package patchbay.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Slice;
import patchbay.kernel.KernelRefusal.Found;

class BootFileTest {
    private static String found(byte[] begin) {
        List<?> reasons = BootFile.check("vmlinux", Slice.of(begin)).reasons();
        return reasons.isEmpty()
                ? ""
                : ((KernelRefusal.NotLinked) reasons.getFirst()).found().name();
    }

    private static byte[] bytes(int at, String text) {
        byte[] bytes = new byte[BootFile.BYTES];
        System.arraycopy(text.getBytes(ISO_8859_1), 0, bytes, at, text.length());
        return bytes;
    }

    @Test
    void whatBootLoadersLoadIsToldByItsMagic() {
        assertEquals(Found.BOOT_IMAGE.name(), found(bytes(0, "MZ")));
        assertEquals(Found.BOOT_IMAGE.name(), found(bytes(0x38, "ARMd")));
        assertEquals(Found.BOOT_IMAGE.name(), found(bytes(0x202, "HdrS")));
        assertEquals("", found(Arrays.copyOf(bytes(0x202, "HdrS"), 0x205)));
        byte[] elf = bytes(0x38, "ARMd");
        System.arraycopy(bytes(0, "\u007fELF"), 0, elf, 0, 4);
        assertEquals("", found(elf));
    }

    @Test
    void whatIsPackedIsToldByItsMagic() {
        for (String magic :
                List.of("\u001f\u008b", "\u00fd7zXZ", "(\u00b5/\u00fd", "BZh", "]\0\0\u0080")) {
            assertEquals(Found.PACKED.name(), found(bytes(0, magic)), magic);
        }
        assertEquals("", found(bytes(0, "\u007fELF")));
        assertEquals("", found(new byte[0]));
    }
}
