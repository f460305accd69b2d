package dev.colonnade.arrow.compute;

/** Longs that compare, signed, as the values compare that they stand for. */
final class Keys {
    static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private Keys() {}

    /** NaN is greater than every number and equal to itself, and the zeros are equal. */
    static long of(double value) {
        long bits = Double.doubleToLongBits(value + 0.0); // -0.0 + 0.0 is 0.0; one NaN
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    /** The float of a key. */
    static double toDouble(long key) {
        return Double.longBitsToDouble(key ^ key >> 63 & Long.MAX_VALUE);
    }

    /** Of an unsigned integer; also the other way. */
    static long ofUnsigned(long bits) {
        return bits ^ Long.MIN_VALUE;
    }
}
