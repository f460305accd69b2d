package dev.colonnade.arrow.compute;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lays lanes out as a vector on the Java heap, block by block. For one vector. */
final class VectorWriter {
    private final DataType type;
    private final Shape shape;
    private final int length;
    private final int width;
    private final ByteBuffer values;
    private final ByteBuffer validity;
    private byte[] bytes = {};
    private int byteCount;
    private boolean hasNulls;
    private int written;

    /** @param type not an interval, whose parts the lanes do not keep, and of a shape */
    VectorWriter(DataType type, int length) {
        this.type = type;
        this.shape = Shape.of(type);
        this.length = length;
        this.width = width(type);
        int size =
                switch (shape) {
                    case TRUTH -> bitBytes(length);
                    case BYTES -> Math.multiplyExact(length + 1, Integer.BYTES);
                    default -> Math.multiplyExact(length, width);
                };
        this.values = buffer(size);
        this.validity = buffer(bitBytes(length));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int bitBytes(int bits) {
        return (int) ((bits + 7L) >> 3);
    }

    private static int width(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return integer.bits() / Byte.SIZE;
        }
        if (type instanceof DataType.FloatType real) {
            return real.bits() / Byte.SIZE;
        }
        if (type instanceof DataType.DateType || type.equals(DataType.time(Resolution.MILLIS))) {
            return Integer.BYTES;
        }
        return Shape.of(type) == Shape.WIDE ? 2 * Long.BYTES : Long.BYTES;
    }

    /** Adds the first {@code count} rows of {@code lanes}. */
    void add(Lanes lanes, int count) {
        switch (shape) {
            case TRUTH -> {
                for (int i = 0; i < count; i++) {
                    setBit(values, written + i, lanes.truth[i] >> 1);
                }
            }
            case LONG -> addLongs(lanes.longs, count);
            case DOUBLE -> addDoubles(lanes.doubles, count);
            case WIDE -> addWide(lanes, count);
            case BYTES -> addBytes(lanes, count);
            case NONE -> throw new IllegalStateException("No lanes of type " + type + ".");
        }
        for (int i = 0; i < count; i++) {
            int present = shape == Shape.TRUTH ? lanes.truth[i] == Lanes.UNKNOWN ? 0 : 1 : lanes.presence[i];
            setBit(validity, written + i, present);
            hasNulls |= present == 0;
        }
        written += count;
    }

    private static void setBit(ByteBuffer bits, int bit, int value) {
        bits.put(bit >> 3, (byte) (bits.get(bit >> 3) | value << (bit & 7)));
    }

    private void addLongs(long[] longs, int count) {
        switch (width) {
            case Long.BYTES -> values.asLongBuffer().put(written, longs, 0, count);
            case Integer.BYTES -> {
                for (int i = 0; i < count; i++) {
                    values.putInt((written + i) * Integer.BYTES, (int) longs[i]);
                }
            }
            case Short.BYTES -> {
                for (int i = 0; i < count; i++) {
                    values.putShort((written + i) * Short.BYTES, (short) longs[i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    values.put(written + i, (byte) longs[i]);
                }
            }
        }
    }

    private void addDoubles(double[] doubles, int count) {
        switch (width) {
            case Double.BYTES -> values.asDoubleBuffer().put(written, doubles, 0, count);
            case Float.BYTES -> {
                for (int i = 0; i < count; i++) {
                    values.putFloat((written + i) * Float.BYTES, (float) doubles[i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    values.putShort((written + i) * Short.BYTES, Float16.bits((float) doubles[i]));
                }
            }
        }
    }

    private void addWide(Lanes lanes, int count) {
        boolean uuid = type instanceof DataType.UuidType;
        for (int i = 0; i < count; i++) {
            int at = (written + i) * 2 * Long.BYTES;
            long upper = lanes.longs[i];
            long lower = lanes.lowers[i];
            values.putLong(at, uuid ? Long.reverseBytes(upper ^ Long.MIN_VALUE) : lower);
            values.putLong(at + Long.BYTES, uuid ? Long.reverseBytes(lower) : upper);
        }
    }

    private void addBytes(Lanes lanes, int count) {
        int size = lanes.starts[count];
        if (bytes.length - byteCount < size) {
            bytes = Arrays.copyOf(bytes, Math.addExact(byteCount, size) + byteCount / 2);
        }
        System.arraycopy(lanes.bytes, 0, bytes, byteCount, size);
        for (int i = 1; i <= count; i++) {
            values.putInt((written + i) * Integer.BYTES, byteCount + lanes.starts[i]);
        }
        byteCount += size;
    }

    /** All rows that were added, which are as many as were announced. */
    ColumnVector vector() {
        if (written != length) {
            throw new IllegalStateException(written + " of " + length + " rows were written.");
        }
        @Nullable ByteBuffer bits = hasNulls ? validity : null;
        return switch (shape) {
            case TRUTH -> ColumnVector.ofBits(length, bits, values);
            case BYTES ->
                ColumnVector.ofVar(
                        type,
                        length,
                        bits,
                        values,
                        ByteBuffer.wrap(bytes, 0, byteCount).slice());
            default -> ColumnVector.ofFixed(type, length, bits, values);
        };
    }
}
