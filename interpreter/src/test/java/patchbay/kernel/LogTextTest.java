package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;

class LogTextTest {
    private static final long FORMAT = 0xffff_8000_0000_0000L;
    private static final long STRING = FORMAT + 0x800;

    private final Memory memory = new Memory();

    private String line(String format, long... arguments) {
        memory.map(Range.of(FORMAT, Memory.PAGE_SIZE), Protection.READ_ONLY);
        put(FORMAT, format);
        put(STRING, "eth0");
        return new LogText(memory, number -> arguments[number], arguments.length).line(FORMAT);
    }

    private void put(long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory.write(address, Arrays.copyOf(bytes, bytes.length + 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    %d and %i     | -1 and -2
                    %ld           | -1
                    %u            | 4294967295
                    %llu          | 18446744073709551615
                    0x%08x        | 0xffffffff
                    %lX           | ffffffffffffffff
                    %hhx          | ffffffff
                    %p is %pS     | 0xffffffffffffffff is 0xfffffffffffffffe
                    100%% of %d   | 100% of -1
                    %d %d %d      | -1 -2 %d
                    %5.2f of %d   | %5.2f of -1
                    ends in %     | ends in %
                    ends in %0    | ends in %0
                    """)
    void conversionsTakeTheRegistersInTurn(String format, String line) {
        assertEquals(line, line(format, -1, -2));
    }

    @Test
    void stringsAreReadAndLevelsAndNewlinesAreNoPartOfTheLine() {
        assertEquals("eth0: link up, A", line("\u00016%s: link up, %c\n", STRING, 'A'));
    }

    @Test
    void textEndsWhereMemoryDoes() {
        assertEquals("", LogText.plain(memory, 0x1000));
    }
}
