package dev.colonnade.batch;

import dev.colonnade.type.DataType;

/** Nothing but nulls, of any type. */
final class NullVector extends ColumnVector {
    NullVector(DataType type, int length) {
        super(type, length, null, 0);
    }

    @Override
    public boolean isNull(int index) {
        return true;
    }

    @Override
    public boolean hasNoValidity() {
        return length() == 0;
    }

    @Override
    Object nonNullAt(int index) {
        throw new IllegalStateException("A null vector has no value at " + index + ".");
    }

    @Override
    public ColumnVector child(int field) {
        return type() instanceof DataType.StructType struct
                ? new NullVector(struct.fields().get(field).type(), length())
                : super.child(field);
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new NullVector(type(), count);
    }

    @Override
    long ownBytes() {
        return 0;
    }
}
