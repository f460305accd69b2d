package dev.colonnade.source;

/**
 * XXH64.
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

    /** With seed 0. */
    static long hash(byte[] input) {
        return hash(input, 0);
    }

    static long hash(byte[] input, long seed) {
        int length = input.length;
        int at = length - length % STRIPE;
        long hash = (at > 0 ? stripes(input, at, seed) : seed + PRIME_5) + length;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, longAt(input, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + Integer.BYTES <= length) {
            hash = Long.rotateLeft(hash ^ intAt(input, at) * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < length; at++) {
            hash = Long.rotateLeft(hash ^ (input[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private static long stripes(byte[] input, int end, long seed) {
        long a = seed + PRIME_1 + PRIME_2;
        long b = seed + PRIME_2;
        long c = seed;
        long d = seed - PRIME_1;
        for (int at = 0; at < end; at += STRIPE) {
            a = round(a, longAt(input, at));
            b = round(b, longAt(input, at + 8));
            c = round(c, longAt(input, at + 16));
            d = round(d, longAt(input, at + 24));
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        hash = merge(hash, a);
        hash = merge(hash, b);
        hash = merge(hash, c);
        return merge(hash, d);
    }

    private static long longAt(byte[] input, int at) {
        return intAt(input, at) | intAt(input, at + Integer.BYTES) << Integer.SIZE;
    }

    /** Without a sign. */
    private static long intAt(byte[] input, int at) {
        return input[at] & 0xFF
                | (input[at + 1] & 0xFF) << 8
                | (input[at + 2] & 0xFF) << 16
                | (input[at + 3] & 0xFFL) << 24;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
    }
}
