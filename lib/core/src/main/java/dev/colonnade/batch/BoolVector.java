package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One bit per value. */
final class BoolVector extends ColumnVector {
    private final ByteBuffer bits;

    BoolVector(int length, @Nullable ByteBuffer validity, ByteBuffer bits, int offset) {
        super(DataType.BOOL, length, validity, offset);
        this.bits = bits;
    }

    @Override
    public boolean boolAt(int index) {
        int bit = offset() + index;
        return (bits.get(bit >> 3) >> (bit & 7) & 1) != 0;
    }

    @Override
    Object nonNullAt(int index) {
        return boolAt(index);
    }

    ByteBuffer bits() {
        return bits;
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new BoolVector(count, validity(), bits, offset() + from);
    }

    @Override
    long ownBytes() {
        return bits.capacity();
    }
}
