package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Values of one width; {@link FixedLayout} reads them. */
final class FixedVector extends ColumnVector {
    private final ByteBuffer values;
    private final FixedLayout layout;

    FixedVector(DataType type, int length, @Nullable ByteBuffer validity, ByteBuffer values, int offset) {
        super(type, length, validity, offset);
        this.values = values;
        this.layout = FixedLayout.of(type);
    }

    @Override
    public long longAt(int index) {
        int i = offset() + index;
        return switch (layout) {
            case INT64, TIMESTAMP -> values.getLong(i * 8);
            case INT32, DATE -> values.getInt(i * 4);
            case UINT32 -> Integer.toUnsignedLong(values.getInt(i * 4));
            case INT16 -> values.getShort(i * 2);
            case UINT16 -> Short.toUnsignedLong(values.getShort(i * 2));
            case INT8 -> values.get(i);
            case UINT8 -> Byte.toUnsignedLong(values.get(i));
            case UINT64, TIME64 -> values.getLong(i * 8);
            case TIME32 -> values.getInt(i * 4);
            default -> super.longAt(index);
        };
    }

    @Override
    public double doubleAt(int index) {
        int i = offset() + index;
        return switch (layout) {
            case FLOAT64 -> values.getDouble(i * 8);
            case FLOAT32 -> values.getFloat(i * 4);
            case FLOAT16 -> FixedLayout.float16(values.getShort(i * 2));
            case DECIMAL -> FixedLayout.decimal(type(), values, i).doubleValue();
            case UINT64 -> FixedLayout.unsigned(values.getLong(i * 8)).doubleValue();
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> longAt(index);
            default -> super.doubleAt(index);
        };
    }

    @Override
    void copyInts(int[] target, int start) {
        if (layout == FixedLayout.INT32 || layout == FixedLayout.DATE) {
            values.asIntBuffer().get(offset(), target, start, length());
        } else {
            super.copyInts(target, start);
        }
    }

    @Override
    public void copyLongs(long[] target, int start) {
        if (layout == FixedLayout.INT64 || layout == FixedLayout.TIMESTAMP) {
            values.asLongBuffer().get(offset(), target, start, length());
        } else {
            super.copyLongs(target, start);
        }
    }

    @Override
    void copyDoubles(double[] target, int start) {
        if (layout == FixedLayout.FLOAT64) {
            values.asDoubleBuffer().get(offset(), target, start, length());
        } else {
            super.copyDoubles(target, start);
        }
    }

    @Override
    public byte[] bytesAt(int index) {
        if (!(type() instanceof DataType.FixedBinaryType fixed)) {
            return super.bytesAt(index);
        }
        byte[] copy = new byte[fixed.width()];
        values.get((offset() + index) * fixed.width(), copy);
        return copy;
    }

    @Override
    Object nonNullAt(int index) {
        return layout.valueAt(type(), values, offset() + index);
    }

    ByteBuffer values() {
        return values;
    }

    FixedLayout layout() {
        return layout;
    }

    /** Bytes of one value. */
    int width() {
        return layout.width(type());
    }

    /** The bytes of the values; a view. */
    ByteBuffer window() {
        int width = layout.width(type());
        return values.slice(offset() * width, length() * width).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new FixedVector(type(), count, validity(), values, offset() + from);
    }

    @Override
    long ownBytes() {
        return values.capacity();
    }
}
