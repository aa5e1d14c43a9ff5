package patchbay.isa;

/** An operand that lies in one field. */
public abstract class FieldOperand implements Operand {
    protected final Field field;

    /** What the field is when the operand is left out. */
    private final int otherwise;

    protected FieldOperand(Field field, int otherwise) {
        this.field = field;
        this.otherwise = otherwise;
    }

    protected FieldOperand(Field field) {
        this(field, 0);
    }

    @Override
    public boolean isDefault(long word) {
        return field.get(word) == otherwise;
    }

    @Override
    public long setDefault(long word) {
        return field.put(word, otherwise);
    }

    @Override
    public final long mask() {
        return field.mask();
    }
}
