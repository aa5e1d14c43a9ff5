package patchbay.isa.arm64;

import java.util.Locale;
import patchbay.bytes.Bits;
import patchbay.isa.Field;
import patchbay.isa.Operand;
import patchbay.isa.Pattern;
import patchbay.isa.Row;
import patchbay.isa.arm64.AddressPartOperand.Use;
import patchbay.isa.arm64.NumberOperand.Style;

/**
 * The operands that a form of a row can name: a field, or several joined with colons, and how they
 * are to be understood.
 *
 * <pre>
 *   Xd, Wd, Rd       a register: 64 bits, 32 bits, whichever the row's width bit says
 *   Rd|SP            the same, with number 31 for the stack pointer instead of the zero register
 *   Rs+1             the register after it
 *   imm16            a number, printed in hexadecimal
 *   imms.decimal     a number, printed in decimal
 *   imm9.signed      a signed number, in decimal
 *   imm9.signed*16   the same, in units of 16; *size and *pair: of the size of the access
 *   imm26.label      an address, so many instructions away; .address: so many bytes, .page: so many pages
 *   Vd.T, Vd.16b     a vector, in one of the shapes that {@link Shape} tells
 *   Ed, Sd           the lowest lane of one
 *   Vt*4.T           four vectors in braces
 *   Vm.size, Vm.h3   a vector and the number of one lane of it
 *   Xn=30            a default: what it is when left out, if not zero
 * </pre>
 *
 * Everything else has a style of its own behind the dot.
 */
final class Operands implements Operand.Maker {
    @Override
    public Operand operand(Row row, String specification) {
        int dot = specification.indexOf('.');
        int star = specification.indexOf('*');
        int equals = specification.indexOf('=');
        int end = specification.length();
        int scaleEnd = equals > star ? equals : dot > star ? dot : end;
        int styleEnd = star > dot ? star : equals > dot ? equals : end;
        String style = dot < 0 ? "" : specification.substring(dot + 1, styleEnd);
        String scale = star < 0 ? "" : specification.substring(star + 1, scaleEnd);
        int otherwise = equals < 0 ? 0 : Integer.parseInt(specification.substring(equals + 1));
        int nameEnd = end;
        nameEnd = dot >= 0 ? Math.min(nameEnd, dot) : nameEnd;
        nameEnd = star >= 0 ? Math.min(nameEnd, star) : nameEnd;
        nameEnd = equals >= 0 ? Math.min(nameEnd, equals) : nameEnd;
        String name = specification.substring(0, nameEnd);
        if (style.isEmpty() && "RXW".indexOf(name.charAt(0)) >= 0) {
            return register(row, name, otherwise);
        }
        if (style.isEmpty() && "BHSDQELO".indexOf(name.charAt(0)) >= 0) {
            return scalar(row, name);
        }
        if (name.charAt(0) == 'V') {
            return vector(row, name, scale, style);
        }
        Field field = row.field(name);
        return switch (style) {
            case "" ->
                    name.equals("cond")
                            ? new ConditionOperand(field, suffix(row.name()))
                            : new NumberOperand(
                                    field,
                                    name,
                                    scale.isEmpty() ? Style.HEX : Style.DECIMAL,
                                    unit(scale),
                                    otherwise);
            case "hex" -> new NumberOperand(field, name, Style.HEX, unit(scale), otherwise);
            case "decimal" -> new NumberOperand(field, name, Style.DECIMAL, unit(scale), otherwise);
            case "signed" -> new NumberOperand(field, name, Style.SIGNED, unit(scale), otherwise);
            case "byte" -> new NumberOperand(field, name, Style.BYTE, 1, otherwise);
            case "bit" -> new NumberOperand(field, name, Style.BIT, 1, otherwise);
            case "state" -> new NumberOperand(field, name, Style.STATE, 1, otherwise);
            case "negative" ->
                    new NumberOperand(field, name, Style.DECIMAL, -unit(scale), otherwise);
            case "low" -> new AddressPartOperand(row, field, name, Use.LOW);
            case "part" -> new AddressPartOperand(row, field, name, Use.MOVE);
            case "opposite" -> new AddressPartOperand(row, field, name, Use.OPPOSITE);
            case "label" -> new LabelOperand(field, name, 4);
            case "address" -> new LabelOperand(field, name, 1);
            case "page" -> new LabelOperand(field, name, 4096);
            case "lsl" -> new LslOperand(field, name, (int) unit(scale));
            case "shift" -> new ShiftOperand(row, field);
            case "extended" -> new ExtendedOperand(row, field);
            case "index" -> new IndexOperand(row, field);
            case "cond" -> new ConditionOperand(field, ConditionOperand.Use.PLAIN);
            case "inverted" ->
                    name.equals("cond")
                            ? new ConditionOperand(field, ConditionOperand.Use.INVERTED)
                            : new BitmaskOperand(field, widthBit(row), BitmaskOperand.Use.INVERTED);
            case "bitmask" -> new BitmaskOperand(field, widthBit(row), BitmaskOperand.Use.PLAIN);
            case "move" -> new BitmaskOperand(field, widthBit(row), BitmaskOperand.Use.MOVE);
            case "wide" -> new WideOperand(field, false);
            case "widenot" -> new WideOperand(field, true);
            case "left", "right", "negated", "width", "extent" ->
                    new BitfieldOperand(row, field, style);
            case "lane" -> new LaneOperand(row, field, name);
            case "step" -> new StepOperand(field, field, true, unit(scale));
            case "stepq" -> new StepOperand(field, row.field("Q"), false, unit(scale));
            case "steps" -> new StepOperand(field, row.field("size"), false, unit(scale));
            case "shl" -> new VectorShiftOperand(field, VectorShiftOperand.Way.LEFT);
            case "shr" -> new VectorShiftOperand(field, VectorShiftOperand.Way.RIGHT);
            case "whole" -> new VectorShiftOperand(field, VectorShiftOperand.Way.WHOLE);
            case "fraction" -> new VectorShiftOperand(field, VectorShiftOperand.Way.FRACTION);
            case "bytes" -> new ByteMaskOperand(field);
            case "float" -> new FloatOperand(field);
            case "c" -> new CoprocessorOperand(field, name);
            case "read", "written" -> new SystemRegisterOperand(field, style.equals("read"));
            default -> NamedOperand.of(style, field, name, otherwise);
        };
    }

    /** {@code Vd.T}, {@code Vt*4.16b}, {@code Vm.h3}. */
    private static Operand vector(Row row, String name, String scale, String style) {
        if (style.equals("size")
                || style.equals("sz")
                || Character.isDigit(style.charAt(style.length() - 1))) {
            return new ElementOperand(row, style);
        }
        Field field = row.field("R" + name.substring(1));
        Shape shape = Shape.of(row, style);
        return scale.isEmpty()
                ? new VectorOperand(field, name, shape, VectorOperand.Look.VECTOR, 1)
                : new VectorOperand(
                        field, name, shape, VectorOperand.Look.LIST, Integer.parseInt(scale));
    }

    private static Operand scalar(Row row, String name) {
        String first = name.substring(0, 1);
        String letter = "ELO".contains(first) ? first : first.toLowerCase(Locale.ROOT);
        Field field = row.field("R" + name.substring(1));
        return new VectorOperand(field, name, Shape.of(row, letter), VectorOperand.Look.SCALAR, 1);
    }

    private static ConditionOperand.Use suffix(String name) {
        return name.equals("bc.cond")
                ? ConditionOperand.Use.HINTED_SUFFIX
                : ConditionOperand.Use.SUFFIX;
    }

    private static Operand register(Row row, String name, int otherwise) {
        boolean stack = name.endsWith("|SP");
        boolean next = name.endsWith("+1");
        String plain = stack || next ? name.substring(0, name.length() - (stack ? 3 : 2)) : name;
        Field field = row.field("R" + plain.substring(1));
        long widthBit =
                switch (name.charAt(0)) {
                    case 'X' -> RegisterOperand.ALWAYS_X;
                    case 'W' -> RegisterOperand.ALWAYS_W;
                    default -> widthBit(row);
                };
        return new RegisterOperand(
                field, "R" + plain.substring(1), widthBit, stack, next ? 1 : 0, otherwise);
    }

    /**
     * The bit that says how wide the registers of a row are: {@code sf} or {@code b5}, else the one
     * free bit of {@code opc} or {@code size}. One is 64 bits, except in loads that extend the
     * sign: there it is the lowest of {@code opc}, and zero is 64 bits, which is said by inverting
     * the mask.
     */
    static long widthBit(Row row) {
        for (Pattern.Piece piece : row.pattern().pieces()) {
            long bits = Bits.mask(piece.high() - piece.low() + 1) << piece.low();
            long free = bits & ~row.pattern().mask;
            switch (piece.name()) {
                case "sf", "b5" -> {
                    return bits;
                }
                case "size" -> {
                    if (free != 0) {
                        return free;
                    }
                }
                case "opc" -> {
                    if (free != 0) {
                        return piece.low() == 22 ? ~free : free;
                    }
                }
                default -> {}
            }
        }
        return RegisterOperand.ALWAYS_X;
    }

    /**
     * The logarithm of the bytes that a load or store of one register moves: size, and for vectors
     * the high bit of opc.
     */
    static int accessShift(long word) {
        boolean sixteen = (word >>> 26 & 1) != 0 && (word >>> 23 & 1) != 0;
        return sixteen ? 4 : (int) (word >>> 30 & 3);
    }

    /** The same for one of a pair: opc. */
    static int pairShift(long word) {
        boolean vector = (word >>> 26 & 1) != 0;
        return vector ? 2 + (int) (word >>> 30 & 3) : 2 + (int) (word >>> 31 & 1);
    }

    private static long unit(String scale) {
        return switch (scale) {
            case "" -> 1;
            case "size" -> NumberOperand.BY_SIZE;
            case "pair" -> NumberOperand.BY_PAIR;
            default -> Integer.parseInt(scale);
        };
    }
}
