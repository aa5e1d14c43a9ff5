package patchbay.isa.ppc64;

import patchbay.isa.Field;
import patchbay.isa.Operand;
import patchbay.isa.Row;
import patchbay.isa.ppc64.NumberOperand.Style;
import patchbay.isa.ppc64.RegisterOperand.File;

/**
 * The operands that a form of a row can name: a field, or several joined with colons, and how they
 * are to be understood.
 *
 * <pre>
 *   RT, RA, RB, RS, RC   a general register
 *   RA|0                 the same, where number 0 stands for the number 0
 *   FRT, VRT             a floating-point or vector register; FRTp, an even one of a pair
 *   XT, XA, XB, XC, XS   a vector-scalar register: fields T and TX, and so on; XTp, a pair
 *   AT                   an accumulator
 *   BF, BFA, CR          a field of the condition register
 *   BT, BA, BB, BI, BC   a bit of it
 *   UI                   a number
 *   SI.signed            a signed number; *4, in units of 4
 *   SI.negated           its negative
 *   NB.count             a number where 0 stands for as many as the field has values
 *   d5:d.below*8         a negative number, so many units below 0
 *   S.float, S.vector    field S for a floating-point or vector register; CR:C.bit, for a condition
 *   TH=8                 a default: what it is when left out, if not zero
 *   BD.label             the target of a branch
 *   d0:d1.distance       relative to the instruction, in bytes
 *   SH.left, .right, .cleared, .rotated    the number of a shift
 *   SH.extractLeft, .extractRight, .insertLeft, .insertRight, .clearShift   two that say which bits
 * </pre>
 *
 * In a mnemonic stand {@code Rc}, {@code OE}, {@code LK}, {@code AA}, or a style: {@code T:C.if},
 * {@code z.zero}, {@code T.truth}, {@code at.hint}, {@code TO.trap}, {@code spr1:spr0.read}, {@code
 * .write}.
 */
final class Operands implements Operand.Maker {
    @Override
    public Operand operand(Row row, String specification) {
        int end = specification.length();
        int equals = specification.indexOf('=');
        int otherwise = equals < 0 ? 0 : Integer.parseInt(specification.substring(equals + 1));
        end = equals < 0 ? end : equals;
        int star = specification.indexOf('*');
        int unit = star < 0 ? 1 : Integer.parseInt(specification.substring(star + 1, end));
        end = star < 0 ? end : star;
        int dot = specification.indexOf('.');
        String style = dot < 0 ? "" : specification.substring(dot + 1, end);
        String name = specification.substring(0, dot < 0 ? end : dot);
        return switch (style) {
            case "" -> plain(row, name, unit, otherwise);
            case "signed" ->
                    new NumberOperand(row.field(name), name, Style.SIGNED, unit, otherwise);
            case "negated" -> new NumberOperand(row.field(name), name, Style.SIGNED, -1, otherwise);
            case "label" -> new LabelOperand(row.field(name), row.field("AA"));
            case "distance" -> new DistanceOperand(row.field(name));
            case "left" -> new RotateOperand(row, RotateOperand.Way.LEFT);
            case "right" -> new RotateOperand(row, RotateOperand.Way.RIGHT);
            case "cleared" -> new RotateOperand(row, RotateOperand.Way.CLEARED);
            case "rotated" -> new RotateOperand(row, RotateOperand.Way.ROTATED);
            case "extractLeft" -> new BitfieldOperand(row, BitfieldOperand.Way.EXTRACT_LEFT);
            case "extractRight" -> new BitfieldOperand(row, BitfieldOperand.Way.EXTRACT_RIGHT);
            case "insertLeft" -> new BitfieldOperand(row, BitfieldOperand.Way.INSERT_LEFT);
            case "insertRight" -> new BitfieldOperand(row, BitfieldOperand.Way.INSERT_RIGHT);
            case "clearShift" -> new BitfieldOperand(row, BitfieldOperand.Way.CLEAR_SHIFT);
            case "bit" -> new ConditionBitOperand(row.field(name), name);
            case "float" -> register(row.field(name), name, File.FLOATING);
            case "vector" -> register(row.field(name), name, File.VECTOR);
            case "count" -> new NumberOperand(row.field(name), name, Style.COUNT, 1, 0);
            case "below" -> new NumberOperand(row.field(name), name, Style.BELOW, unit, 0);
            case "if" -> ChoiceOperand.condition(row.field(name));
            case "zero" -> ChoiceOperand.zero(row.field(name));
            case "truth" -> ChoiceOperand.truth(row.field(name));
            case "hint" -> ChoiceOperand.hint(row.field(name));
            case "trap" -> ChoiceOperand.trap(row.field(name));
            case "read" -> new SpecialRegisterOperand(row.field(name), 'r');
            case "write" -> new SpecialRegisterOperand(row.field(name), 'w');
            default -> throw new IllegalArgumentException(specification);
        };
    }

    private static Operand plain(Row row, String name, int unit, int otherwise) {
        return switch (name) {
            case "RT", "RS", "RA", "RB", "RC" -> register(row.field(name), name, File.GENERAL);
            case "RA|0" -> new RegisterOperand(row.field("RA"), "RA", File.GENERAL, true, 1);
            case "FRT", "FRS", "FRA", "FRB", "FRC" ->
                    register(row.field(name), name, File.FLOATING);
            case "RTp", "RSp" -> new RegisterOperand(row.field(name), name, File.GENERAL, false, 2);
            case "FRTp", "FRAp", "FRBp" ->
                    new RegisterOperand(row.field(name), name, File.FLOATING, false, 2);
            case "VRT", "VRS", "VRA", "VRB", "VRC" -> register(row.field(name), name, File.VECTOR);
            case "XT", "XS", "XA", "XB", "XC" -> {
                String letter = name.substring(1);
                Field field = row.field(letter + "X:" + letter);
                yield register(field, name, File.VECTOR_SCALAR);
            }
            case "XTp", "XSp" -> {
                String letter = name.substring(1, 2);
                Field field = row.field(letter + "X:" + letter + "p");
                yield new RegisterOperand(field, name, File.VECTOR_SCALAR, false, 2);
            }
            case "AT" -> register(row.field(name), name, File.ACCUMULATOR);
            case "BF", "BFA", "CR" -> register(row.field(name), name, File.CONDITION);
            case "BT", "BA", "BB", "BI", "BC" -> new ConditionBitOperand(row.field(name), name);
            case "Rc", "OE", "LK", "AA" -> ChoiceOperand.flag(row.field(name), name);
            default -> new NumberOperand(row.field(name), name, Style.UNSIGNED, unit, otherwise);
        };
    }

    private static Operand register(Field field, String name, File file) {
        return new RegisterOperand(field, name, file, false, 1);
    }
}
