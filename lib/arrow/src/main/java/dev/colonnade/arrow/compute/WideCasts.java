package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The nodes of casts to and from decimals. */
final class WideCasts {
    private static final int LONG_DIGITS = 18;
    private static final long EXACT = 1L << 53;
    private static final int EXACT_SCALE = 22;

    private WideCasts() {}

    private static long powerOfTen(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    /** An integer or decimal as a decimal of at least its scale. */
    static final class ToDecimal extends LongCasts.Partial {
        private final boolean fromWide;
        private final boolean fromUnsigned;
        private final int more;
        private final long factor;
        private final long mostUpper;
        private final long mostLower;

        /** @param more digits behind the point that the operand lacks */
        ToDecimal(int register, BoundExpr.Cast cast, Node input, int more) {
            super(register, cast, input);
            this.fromWide = input.shape() == Shape.WIDE;
            this.fromUnsigned = KeyNodes.isUnsignedLong(input.type());
            this.more = more;
            this.factor = powerOfTen(Math.min(more, LONG_DIGITS));
            BigInteger most = BigInteger.TEN.pow(((DataType.DecimalType) cast.type()).precision());
            this.mostUpper = Wide.upper(most);
            this.mostLower = Wide.lower(most);
        }

        @Override
        boolean convert(Lanes in, int i, Lanes out) {
            long value = fromWide ? in.lowers[i] : in.longs[i];
            long upper = fromWide ? in.longs[i] : fromUnsigned ? 0 : value >> Long.SIZE - 1;
            if (!Wide.isLong(upper, value) || more > LONG_DIGITS) {
                return convertBig(Wide.big(upper, value), i, out);
            }
            out.longs[i] = Math.multiplyHigh(value, factor);
            out.lowers[i] = value * factor;
            return fits(out.longs[i], out.lowers[i]);
        }

        private boolean fits(long upper, long lower) {
            boolean negative = upper < 0;
            long low = negative ? -lower : lower;
            long high = negative ? ~upper + (low == 0 ? 1 : 0) : upper;
            return Wide.compare(high, low, mostUpper, mostLower) < 0;
        }

        private boolean convertBig(BigInteger value, int i, Lanes out) {
            BigInteger scaled = value.multiply(BigInteger.TEN.pow(more));
            boolean shortEnough = scaled.bitLength() < 2 * Long.SIZE;
            out.longs[i] = Wide.upper(scaled);
            out.lowers[i] = Wide.lower(scaled);
            return shortEnough && fits(out.longs[i], out.lowers[i]);
        }
    }

    /** A decimal as the nearest float. */
    static final class ToFloat extends Node {
        private final Node input;
        private final int scale;
        private final double divisor;

        ToFloat(int register, DataType type, Node input) {
            super(register, type);
            this.input = input;
            this.scale = ((DataType.DecimalType) input.type()).scale();
            this.divisor = Math.pow(10, scale);
        }

        @Override
        boolean isConstant() {
            return input.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes in = input.at(frame);
            out.nullsOf(in, count);
            boolean narrow = type().equals(DataType.FLOAT32);
            for (int i = 0; i < count; i++) {
                long value = in.lowers[i];
                boolean exact = Wide.isLong(in.longs[i], value) && Math.abs(value) <= EXACT && value != Long.MIN_VALUE;
                if (exact && scale <= EXACT_SCALE && !narrow) {
                    out.doubles[i] = value / divisor; // both are exact, so this is rounded once
                } else if (in.presence[i] != 0) {
                    BigDecimal decimal = new BigDecimal(Wide.big(in.longs[i], value), scale);
                    out.doubles[i] = narrow ? decimal.floatValue() : decimal.doubleValue();
                }
            }
        }
    }

    /** A float as a float32: what would become infinite does not fit. */
    static final class ToFloat32 extends LongCasts.Partial {
        ToFloat32(int register, BoundExpr.Cast cast, Node input) {
            super(register, cast, input);
        }

        @Override
        boolean convert(Lanes in, int i, Lanes out) {
            double value = in.doubles[i];
            float narrow = (float) value;
            out.doubles[i] = narrow;
            return !Float.isInfinite(narrow) || Double.isInfinite(value);
        }
    }
}
