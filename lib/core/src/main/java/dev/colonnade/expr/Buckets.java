package dev.colonnade.expr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The bucket transform of Apache Iceberg: the 32-bit Murmur3 hash of a value (x86 variant, seed 0) without its sign, modulo
 * the number of buckets. Integers and the days of dates are hashed as 8 bytes, strings as UTF-8.
 */
final class Buckets {
    private Buckets() {}

    static int of(int buckets, Object value) {
        return (hash(bytes(value)) & Integer.MAX_VALUE) % buckets;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        long number = value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).longValue();
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    static int hash(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = 0;
        while (rest.remaining() >= Integer.BYTES) {
            hash = Integer.rotateLeft(hash ^ mixed(rest.getInt()), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int shift = 0; rest.hasRemaining(); shift += Byte.SIZE) {
            tail |= (rest.get() & 0xff) << shift;
        }
        hash ^= mixed(tail) ^ bytes.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
