package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.CastMode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;

/** The nodes of casts whose operand is a long: an integer, a date, a time, a timestamp. */
final class LongCasts {
    private static final long SECONDS_PER_DAY = 86_400;

    private LongCasts() {}

    /** A cast that some values do not fit: they fail it or become null, as its mode says. */
    abstract static class Partial extends Node {
        private final BoundExpr.Cast cast;
        private final Node input;

        Partial(int register, BoundExpr.Cast cast, Node input) {
            super(register, cast.type());
            this.cast = cast;
            this.input = input;
        }

        @Override
        final boolean isConstant() {
            return input.isConstant();
        }

        @Override
        final void fill(Frame frame, int count, Lanes out) {
            Lanes in = input.at(frame);
            out.nullsOf(in, count);
            for (int i = 0; i < count; i++) {
                if (in.presence[i] != 0 && !convert(in, i, out)) {
                    if (cast.mode() == CastMode.STRICT) {
                        throw ComputeErrors.castFailed(
                                cast.input(), cast.input().type(), cast.type());
                    }
                    out.presence[i] = 0;
                    out.hasNulls = true;
                }
            }
        }

        /** Puts the converted value of row {@code i} into {@code out}; whether it fits. */
        abstract boolean convert(Lanes in, int i, Lanes out);

        final Node input() {
            return input;
        }
    }

    /** An integer as an integer; bits of uint64 stay what they are. */
    static final class ToInteger extends Partial {
        private final Arithmetic.Range range;
        private final boolean fromUnsigned;
        private final boolean toUnsigned;

        ToInteger(int register, BoundExpr.Cast cast, Node input) {
            super(register, cast, input);
            this.range = Arithmetic.Range.of(cast.type());
            this.fromUnsigned = KeyNodes.isUnsignedLong(input.type());
            this.toUnsigned = KeyNodes.isUnsignedLong(cast.type());
        }

        @Override
        boolean convert(Lanes in, int i, Lanes out) {
            long value = in.longs[i];
            out.longs[i] = value;
            if (toUnsigned) {
                return fromUnsigned || value >= 0;
            }
            return range.holds(value) && !(fromUnsigned && value < 0);
        }
    }

    /** A date, time or timestamp in another unit: more of a finer one, cut towards the past in a coarser one. */
    static final class Rescaled extends Partial {
        private final long factor;
        private final long divisor;

        private Rescaled(int register, BoundExpr.Cast cast, Node input, long from, long to) {
            super(register, cast, input);
            this.factor = Math.max(to / from, 1);
            this.divisor = Math.max(from / to, 1);
        }

        /** A cast between times or timestamps. */
        static Rescaled units(int register, BoundExpr.Cast cast, Node input, Resolution from, Resolution to) {
            return new Rescaled(register, cast, input, from.perSecond(), to.perSecond());
        }

        /** Days as a timestamp. */
        static Rescaled fromDays(int register, BoundExpr.Cast cast, Node input, Resolution to) {
            return new Rescaled(register, cast, input, 1, SECONDS_PER_DAY * to.perSecond());
        }

        /** A timestamp as days. */
        static Rescaled toDays(int register, BoundExpr.Cast cast, Node input, Resolution from) {
            return new Rescaled(register, cast, input, SECONDS_PER_DAY * from.perSecond(), 1);
        }

        @Override
        boolean convert(Lanes in, int i, Lanes out) {
            long value = divisor == 1 ? in.longs[i] : Math.floorDiv(in.longs[i], divisor);
            long scaled = value * factor;
            out.longs[i] = scaled;
            return factor == 1 || Math.multiplyHigh(value, factor) == scaled >> Long.SIZE - 1;
        }
    }

    /** An integer as the nearest float. */
    static final class ToFloat extends Node {
        private final Node input;

        ToFloat(int register, DataType type, Node input) {
            super(register, type);
            this.input = input;
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
            boolean unsigned = KeyNodes.isUnsignedLong(input.type());
            for (int i = 0; i < count; i++) {
                long value = in.longs[i];
                if (unsigned && value < 0) {
                    // half of it, with a bit for what the halving lost, rounds as the whole does
                    long half = value >>> 1 | value & 1;
                    out.doubles[i] = narrow ? (float) half * 2f : (double) half * 2.0;
                } else {
                    out.doubles[i] = narrow ? (float) value : (double) value;
                }
            }
        }
    }
}
