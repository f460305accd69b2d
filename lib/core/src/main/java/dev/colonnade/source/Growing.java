package dev.colonnade.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Columns that grow by a value at a time. */
final class Growing {
    private static final int FIRST = 64;

    private Growing() {}

    static final class Longs {
        private long[] values = new long[FIRST];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        void addAll(Longs other) {
            grow(other.size);
            System.arraycopy(other.values, 0, values, size, other.size);
            size += other.size;
        }

        /** Adds each of the other's values as what {@code translated} has in its place. */
        void addAll(Longs other, int[] translated) {
            grow(other.size);
            for (int i = 0; i < other.size; i++) {
                values[size++] = translated[(int) other.values[i]];
            }
        }

        private void grow(int more) {
            if (size + more > values.length) {
                values = Arrays.copyOf(values, Math.max(2 * values.length, size + more));
            }
        }

        int size() {
            return size;
        }

        /** In as little memory as a few looks at the values can find. */
        Numbers numbers() {
            long least = size == 0 ? 0 : values[0];
            long greatest = least;
            for (int i = 1; i < size; i++) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
            if (least == greatest) {
                return Numbers.constant(least, size);
            }
            return least < Integer.MIN_VALUE || greatest > Integer.MAX_VALUE
                    ? Numbers.of(Arrays.copyOf(values, size))
                    : Numbers.stored(ints(), 0, Integer.BYTES, size);
        }

        private ByteBuffer ints() {
            ByteBuffer ints = ByteBuffer.allocate(size * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int[] narrow = new int[size];
            for (int i = 0; i < size; i++) {
                narrow[i] = (int) values[i];
            }
            ints.asIntBuffer().put(0, narrow);
            return ints;
        }
    }

    /** Byte strings, or none. */
    static final class Bytes {
        private byte[] bytes = new byte[FIRST];
        private int[] ends = new int[FIRST];
        private boolean[] absent = new boolean[FIRST];
        private int size;
        private int nulls;

        void add(byte @Nullable [] value) {
            if (value == null) {
                addNull();
            } else {
                add(value, 0, value.length);
            }
        }

        void addNull() {
            growEnds(1);
            absent[size] = true;
            nulls++;
            ends[size] = length();
            size++;
        }

        void add(byte[] from, int offset, int count) {
            growEnds(1);
            int start = length();
            growBytes(start, count);
            System.arraycopy(from, offset, bytes, start, count);
            ends[size++] = start + count;
        }

        void addAll(Bytes other) {
            growEnds(other.size);
            int start = length();
            growBytes(start, other.length());
            System.arraycopy(other.bytes, 0, bytes, start, other.length());
            System.arraycopy(other.absent, 0, absent, size, other.size);
            for (int i = 0; i < other.size; i++) {
                ends[size + i] = start + other.ends[i];
            }
            size += other.size;
            nulls += other.nulls;
        }

        private int length() {
            return size == 0 ? 0 : ends[size - 1];
        }

        private void growEnds(int more) {
            if (size + more > ends.length) {
                int capacity = Math.max(2 * ends.length, size + more);
                ends = Arrays.copyOf(ends, capacity);
                absent = Arrays.copyOf(absent, capacity);
            }
        }

        private void growBytes(int start, int more) {
            int end = Math.addExact(start, more);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * bytes.length)));
            }
        }

        int size() {
            return size;
        }

        Texts texts() {
            ByteBuffer offsets = ByteBuffer.allocate((size + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            offsets.asIntBuffer().put(1, ends, 0, size);
            return new Texts(
                    size, nulls == 0 ? null : validity(), offsets, ByteBuffer.wrap(Arrays.copyOf(bytes, length())));
        }

        private ByteBuffer validity() {
            byte[] bits = new byte[(size + 7) / 8];
            for (int i = 0; i < size; i++) {
                if (!absent[i]) {
                    bits[i >> 3] |= (byte) (1 << (i & 7));
                }
            }
            return ByteBuffer.wrap(bits);
        }
    }
}
