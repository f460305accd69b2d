package dev.colonnade.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Little-endian bytes that grow as they are filled, and bits. */
final class Buffers {
    private Buffers() {}

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes of values, one after the other. */
    static final class Bytes {
        private ByteBuffer buffer;

        Bytes(int expected) {
            buffer = littleEndian(new byte[Math.max(expected, 16)]);
        }

        /** The buffer, at its end, with room for {@code more} bytes. */
        ByteBuffer room(int more) {
            if (buffer.remaining() < more) {
                long needed = (long) buffer.position() + more;
                if (needed > Integer.MAX_VALUE - 8) {
                    throw new OutOfMemoryError("a column of a batch would take " + needed + " bytes");
                }
                int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * buffer.capacity()));
                int filled = buffer.position();
                buffer = littleEndian(Arrays.copyOf(buffer.array(), capacity));
                buffer.position(filled);
            }
            return buffer;
        }

        int size() {
            return buffer.position();
        }

        /** What was filled, without spare room. */
        ByteBuffer done() {
            return littleEndian(
                    buffer.position() == buffer.capacity()
                            ? buffer.array()
                            : Arrays.copyOf(buffer.array(), buffer.position()));
        }
    }

    /** Validity or booleans: one bit each, least significant first. */
    static final class Bits {
        private byte[] bits;
        private int count;
        private int ones;

        Bits(int expected) {
            bits = new byte[(expected >> 3) + 1];
        }

        void add(boolean bit) {
            if (count >> 3 == bits.length) {
                bits = Arrays.copyOf(bits, 2 * bits.length);
            }
            if (bit) {
                bits[count >> 3] |= (byte) (1 << (count & 7));
                ones++;
            }
            count++;
        }

        int count() {
            return count;
        }

        ByteBuffer done() {
            return littleEndian(bits);
        }

        /** The same, or null if all are 1: a vector without nulls. */
        @Nullable
        ByteBuffer validity() {
            return ones == count ? null : done();
        }
    }
}
