package dev.colonnade.source;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Columns that grow by a value at a time and become vectors. */
final class Growing {
    private static final int FIRST = 64;

    private Growing() {}

    /** Integers, stored in as few bytes as the column's type has. */
    static final class Longs {
        private final DataType type;
        private final int width;
        private long[] values = new long[FIRST];
        private int size;

        Longs(DataType type, int width) {
            this.type = type;
            this.width = width;
        }

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        /** Of type null if each value is {@code usual}, which takes no room. */
        ColumnVector vectorUnless(long usual) {
            for (int i = 0; i < size; i++) {
                if (values[i] != usual) {
                    return vector();
                }
            }
            return ColumnVector.ofNulls(DataType.NULL, size);
        }

        ColumnVector vector() {
            ByteBuffer buffer = ByteBuffer.allocate(size * width).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < size; i++) {
                switch (width) {
                    case Byte.BYTES -> buffer.put((byte) values[i]);
                    case Integer.BYTES -> buffer.putInt(Math.toIntExact(values[i]));
                    default -> buffer.putLong(values[i]);
                }
            }
            return ColumnVector.ofFixed(type, size, null, buffer.flip());
        }
    }

    /** Byte strings, or none. */
    static final class Bytes {
        private final DataType type;
        private byte[] bytes = new byte[FIRST];
        private int[] ends = new int[FIRST];
        private byte[] present = new byte[FIRST];
        private int size;
        private int nulls;

        Bytes(DataType type) {
            this.type = type;
        }

        void add(byte @Nullable [] value) {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, 2 * size);
                present = Arrays.copyOf(present, 2 * size);
            }
            int start = size == 0 ? 0 : ends[size - 1];
            int length = value == null ? 0 : value.length;
            int end = Math.addExact(start, length);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * bytes.length)));
            }
            if (value != null) {
                System.arraycopy(value, 0, bytes, start, length);
            }
            present[size] = (byte) (value == null ? 0 : 1);
            nulls += value == null ? 1 : 0;
            ends[size++] = end;
        }

        ColumnVector vector() {
            ByteBuffer offsets = ByteBuffer.allocate((size + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer validity = ByteBuffer.allocate((size + 7) / 8);
            offsets.putInt(0);
            for (int i = 0; i < size; i++) {
                offsets.putInt(ends[i]);
                if (present[i] != 0) {
                    validity.put(i >> 3, (byte) (validity.get(i >> 3) | 1 << (i & 7)));
                }
            }
            int length = size == 0 ? 0 : ends[size - 1];
            ByteBuffer values = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            return ColumnVector.ofVar(type, size, nulls == 0 ? null : validity, offsets.flip(), values);
        }
    }
}
