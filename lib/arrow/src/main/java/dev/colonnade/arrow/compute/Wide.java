package dev.colonnade.arrow.compute;

import java.math.BigInteger;

/** Integers of 128 bits in two longs, the upper one signed. */
final class Wide {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private Wide() {}

    static int compare(long upper, long lower, long otherUpper, long otherLower) {
        int order = Long.compare(upper, otherUpper);
        return order != 0 ? order : Long.compareUnsigned(lower, otherLower);
    }

    static BigInteger big(long upper, long lower) {
        BigInteger low = BigInteger.valueOf(lower & Long.MAX_VALUE);
        return BigInteger.valueOf(upper).shiftLeft(Long.SIZE).or(lower < 0 ? low.setBit(Long.SIZE - 1) : low);
    }

    static long upper(BigInteger value) {
        return value.shiftRight(Long.SIZE).longValue();
    }

    static long lower(BigInteger value) {
        return value.mod(TWO_TO_64).longValue();
    }

    /** Whether the integer is a long. */
    static boolean isLong(long upper, long lower) {
        return upper == lower >> Long.SIZE - 1;
    }
}
