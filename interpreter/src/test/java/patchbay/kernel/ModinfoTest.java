package patchbay.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.bytes.Slice;

class ModinfoTest {
    @ParameterizedTest
    @CsvSource({
        "vermagic=6.1.0 SMP aarch64;, 6.1.0 SMP aarch64",
        "license=GPL;vermagic=6.1;depends=;, 6.1",
        "vermagic=6.1, 6.1",
        "vermagic=;, ''",
        "author=vermagic=6.1;,",
        "vermagi;c=6.1,",
        "'',",
    })
    void aValueGoesFromItsKeyToTheNextZero(String modinfo, String value) {
        byte[] bytes = ("x;" + modinfo + "vermagic=9").replace(';', '\0').getBytes(US_ASCII);
        Slice slice = new Slice(bytes, 2, modinfo.length());
        assertEquals(Optional.ofNullable(value), Modinfo.vermagic(slice));
    }

    @ParameterizedTest
    @CsvSource({
        "6.1,  6.1.0-50-arm64 SMP, true",
        "6.1,  6.1,                true",
        "6.1,  6.12.117,           false",
        "6.12, 6.1.0,              false",
        "6.12, 6.12-rc1,           true",
        "6.1.5, 6.1.0,             true",
        "6.1,  '',                 false",
    })
    void aReleaseIsOfASeriesByItsFirstTwoNumbers(String series, String release, boolean is) {
        assertEquals(is, Version.parse(series).orElseThrow().isSeriesOf(release));
    }
}
