package dev.colonnade.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxHash specification</a>
 */
final class XxHash64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private XxHash64() {}

    static long hash(byte[] input) {
        ByteBuffer bytes = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        long hash = input.length >= STRIPE ? stripes(bytes) : PRIME_5;
        hash += input.length;
        while (bytes.remaining() >= Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, bytes.getLong()), 27) * PRIME_1 + PRIME_4;
        }
        if (bytes.remaining() >= Integer.BYTES) {
            hash = Long.rotateLeft(hash ^ (bytes.getInt() & 0xFFFF_FFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        }
        while (bytes.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ (bytes.get() & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private static long stripes(ByteBuffer bytes) {
        long a = 0x60EA27EEADC0B5D6L; // PRIME_1 + PRIME_2
        long b = PRIME_2;
        long c = 0;
        long d = 0x61C8864E7A143579L; // -PRIME_1
        while (bytes.remaining() >= STRIPE) {
            a = round(a, bytes.getLong());
            b = round(b, bytes.getLong());
            c = round(c, bytes.getLong());
            d = round(d, bytes.getLong());
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        hash = merge(hash, a);
        hash = merge(hash, b);
        hash = merge(hash, c);
        return merge(hash, d);
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
    }
}
