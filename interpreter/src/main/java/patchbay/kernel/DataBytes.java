package patchbay.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import patchbay.bytes.Bits;

/** The bytes of data in words: values one after the other, each aligned to its size. */
final class DataBytes {
    private DataBytes() {}

    static int alignment(LayoutSpec.Data data) {
        int alignment = 1;
        for (LayoutSpec.Value value : data.values()) {
            alignment = Math.max(alignment, alignment(value));
        }
        return alignment;
    }

    private static int alignment(LayoutSpec.Value value) {
        return switch (value) {
            case LayoutSpec.Quantity quantity -> quantity.size();
            case LayoutSpec.Address address -> 8;
            case LayoutSpec.Text text -> 1;
        };
    }

    private static int size(LayoutSpec.Value value) {
        return switch (value) {
            case LayoutSpec.Quantity quantity -> quantity.size();
            case LayoutSpec.Address address -> 8;
            case LayoutSpec.Text text -> text(text.text()).length;
        };
    }

    static int size(LayoutSpec.Data data) {
        long size = 0;
        for (LayoutSpec.Value value : data.values()) {
            size = Bits.alignUp(size, alignment(value)) + size(value);
        }
        return (int) size;
    }

    static byte[] of(LayoutSpec.Data data, ToLongFunction<String> address) {
        byte[] bytes = new byte[size(data)];
        int at = 0;
        for (LayoutSpec.Value value : data.values()) {
            at = (int) Bits.alignUp(at, alignment(value));
            switch (value) {
                case LayoutSpec.Quantity quantity ->
                        Bits.putLittle(bytes, at, quantity.size(), quantity.value());
                case LayoutSpec.Address symbol ->
                        Bits.putLittle(bytes, at, 8, address.applyAsLong(symbol.symbol()));
                case LayoutSpec.Text text -> {
                    byte[] content = text(text.text());
                    System.arraycopy(content, 0, bytes, at, content.length);
                }
            }
            at += size(value);
        }
        return bytes;
    }

    /** UTF-8 with a zero byte behind it. */
    static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
