package dev.colonnade.arrow.compute;

/** IEEE 754 binary16: one sign bit, five exponent bits, ten fraction bits. */
final class Float16 {
    private Float16() {}

    /** The bits of a value that binary16 holds exactly. */
    static short bits(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (Float.isInfinite(value)) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) (magnitude * 0x1p24f));
        }
        int exponent = Math.getExponent(magnitude);
        int fraction = (int) ((Math.scalb(magnitude, -exponent) - 1) * 0x400);
        return (short) (sign | exponent + 15 << 10 | fraction);
    }
}
