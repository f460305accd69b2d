package dev.colonnade.source;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable column of integers: in memory, in a mapped file, or all the same. Safe for use by several threads. */
final class Numbers {
    private final int size;
    /** Of all values, if neither memory nor a file holds them. */
    private final long constant;

    /** Where the values are, little-endian; null if they are in memory or constant. */
    private final @Nullable ByteBuffer stored;

    private final int width;
    private volatile long @Nullable [] values;

    private Numbers(int size, long constant, @Nullable ByteBuffer stored, int width, long @Nullable [] values) {
        this.size = size;
        this.constant = constant;
        this.stored = stored;
        this.width = width;
        this.values = values;
    }

    /** @param values not to be written any more */
    static Numbers of(long[] values) {
        return new Numbers(values.length, 0, null, Long.BYTES, values);
    }

    static Numbers constant(long value, int size) {
        return new Numbers(size, value, null, 0, null);
    }

    /** @param width bytes of each value: 1 without a sign, 4 or 8 with one */
    static Numbers stored(ByteBuffer file, int offset, int width, int size) {
        return new Numbers(size, 0, file.slice(offset, size * width).order(ByteOrder.LITTLE_ENDIAN), width, null);
    }

    int size() {
        return size;
    }

    long at(int index) {
        long[] known = values;
        if (known != null) {
            return known[index];
        }
        ByteBuffer bytes = stored;
        if (bytes == null) {
            return constant;
        }
        return switch (width) {
            case Byte.BYTES -> bytes.get(index) & 0xFF;
            case Integer.BYTES -> bytes.getInt(index * Integer.BYTES);
            default -> bytes.getLong(index * Long.BYTES);
        };
    }

    /** All values; not to be written. */
    long[] all() {
        long[] known = values;
        if (known == null) {
            known = read();
            values = known;
        }
        return known;
    }

    private long[] read() {
        long[] read = new long[size];
        ByteBuffer bytes = stored;
        if (bytes == null) {
            Arrays.fill(read, constant);
        } else if (width == Long.BYTES) {
            bytes.asLongBuffer().get(0, read);
        } else if (width == Integer.BYTES) {
            int[] ints = new int[size];
            bytes.asIntBuffer().get(0, ints);
            for (int i = 0; i < size; i++) {
                read[i] = ints[i];
            }
        } else {
            byte[] small = new byte[size];
            bytes.get(0, small);
            for (int i = 0; i < size; i++) {
                read[i] = small[i] & 0xFF;
            }
        }
        return read;
    }

    /** Whether each value is {@code usual}, as far as that is seen without a look into a file. */
    boolean isAlways(long usual) {
        long[] known = values;
        if (known == null) {
            return stored == null && constant == usual;
        }
        for (long value : known) {
            if (value != usual) {
                return false;
            }
        }
        return true;
    }

    /** The column as Arrow has it, in the bytes that its type needs. */
    ColumnVector vector(DataType.IntType type) {
        long[] all = all();
        int bytes = type.bits() / Byte.SIZE;
        ByteBuffer buffer = ByteBuffer.allocate(size * bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes == Long.BYTES) {
            buffer.asLongBuffer().put(all);
        } else {
            for (int i = 0; i < size; i++) {
                if (bytes == Integer.BYTES) {
                    buffer.putInt(i * Integer.BYTES, Math.toIntExact(all[i]));
                } else {
                    buffer.put(i, (byte) all[i]);
                }
            }
        }
        return ColumnVector.ofFixed(type, size, null, buffer);
    }
}
