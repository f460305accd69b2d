package dev.colonnade.oracle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Murmur3 in numbers without a size, cut to 32 bits after each step. */
final class Murmur {
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);

    private Murmur() {}

    static int bucket(int buckets, Object value) {
        return hash(value)
                .mod(BigInteger.ONE.shiftLeft(31))
                .mod(BigInteger.valueOf(buckets))
                .intValueExact();
    }

    private static BigInteger hash(Object value) {
        byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : eight(value);
        BigInteger hash = BigInteger.ZERO;
        int blocks = bytes.length / 4;
        for (int i = 0; i < blocks; i++) {
            hash = rotated(hash.xor(mixed(word(bytes, 4 * i, 4))), 13)
                    .multiply(BigInteger.valueOf(5))
                    .add(BigInteger.valueOf(0xe6546b64L))
                    .mod(WORD);
        }
        hash = hash.xor(mixed(word(bytes, 4 * blocks, bytes.length % 4))).xor(BigInteger.valueOf(bytes.length));
        hash = product(hash.xor(hash.shiftRight(16)), 0x85ebca6bL);
        hash = product(hash.xor(hash.shiftRight(13)), 0xc2b2ae35L);
        return hash.xor(hash.shiftRight(16));
    }

    private static byte[] eight(Object value) {
        long number = value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).longValue();
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (number >> 8 * i);
        }
        return bytes;
    }

    private static BigInteger word(byte[] bytes, int from, int count) {
        BigInteger word = BigInteger.ZERO;
        for (int i = count - 1; i >= 0; i--) {
            word = word.shiftLeft(8).add(BigInteger.valueOf(bytes[from + i] & 0xff));
        }
        return word;
    }

    private static BigInteger mixed(BigInteger block) {
        return product(rotated(product(block, 0xcc9e2d51L), 15), 0x1b873593L);
    }

    private static BigInteger product(BigInteger a, long b) {
        return a.multiply(BigInteger.valueOf(b)).mod(WORD);
    }

    private static BigInteger rotated(BigInteger word, int bits) {
        return word.shiftLeft(bits).mod(WORD).or(word.shiftRight(32 - bits));
    }
}
