package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;

/** The nodes that compute with integers and floats. */
final class Arithmetic {
    private Arithmetic() {}

    /** The least and greatest value of an integer type of at most 64 bits, as signed longs. */
    record Range(long least, long most) {
        static Range of(DataType type) {
            if (!(type instanceof DataType.IntType integer) || integer.bits() == Long.SIZE) {
                return new Range(Long.MIN_VALUE, Long.MAX_VALUE);
            }
            long most = (1L << (integer.signed() ? integer.bits() - 1 : integer.bits())) - 1;
            return new Range(integer.signed() ? -most - 1 : 0, most);
        }

        /** Whether every integer of the type {@code from} is one of the type {@code to}. */
        static boolean holdsAll(DataType from, DataType to) {
            return from instanceof DataType.IntType a
                    && to instanceof DataType.IntType b
                    && (a.signed() == b.signed() ? a.bits() <= b.bits() : b.signed() && a.bits() < b.bits());
        }

        boolean holds(long value) {
            return value >= least && value <= most;
        }
    }

    /** Integers of one type below uint64, or days: the result fits the type or is an error. */
    static final class Longs extends Node {
        private final BoundExpr.Call call;
        private final Node left;
        private final Node right;
        private final Range range;

        Longs(int register, BoundExpr.Call call, Node left, Node right) {
            super(register, call.type());
            this.call = call;
            this.left = left;
            this.right = right;
            this.range = Range.of(call.type());
        }

        @Override
        boolean isConstant() {
            return left.isConstant() && right.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes a = left.at(frame);
            Lanes b = right.at(frame);
            out.nullsOf(a, b, count);
            long wrong =
                    switch (call.function()) {
                        case ADD -> add(a.longs, b.longs, count, out);
                        case SUBTRACT -> subtract(a.longs, b.longs, count, out);
                        case MULTIPLY -> multiply(a.longs, b.longs, count, out);
                        default -> divide(a.longs, b.longs, count, out);
                    };
            for (int i = 0; i < count; i++) {
                wrong |= range.holds(out.longs[i]) ? 0 : -out.presence[i];
            }
            if (wrong < 0) {
                throw ComputeErrors.overflow(call, type());
            }
        }

        /** Negative where the sum of a row that has a value left 64 bits. */
        private static long add(long[] x, long[] y, int count, Lanes out) {
            long wrong = 0;
            for (int i = 0; i < count; i++) {
                long sum = x[i] + y[i];
                out.longs[i] = sum;
                wrong |= (x[i] ^ sum) & (y[i] ^ sum) & -out.presence[i];
            }
            return wrong;
        }

        private static long subtract(long[] x, long[] y, int count, Lanes out) {
            long wrong = 0;
            for (int i = 0; i < count; i++) {
                long difference = x[i] - y[i];
                out.longs[i] = difference;
                wrong |= (x[i] ^ y[i]) & (x[i] ^ difference) & -out.presence[i];
            }
            return wrong;
        }

        private static long multiply(long[] x, long[] y, int count, Lanes out) {
            long wrong = 0;
            for (int i = 0; i < count; i++) {
                long product = x[i] * y[i];
                out.longs[i] = product;
                wrong |= Math.multiplyHigh(x[i], y[i]) == product >> Long.SIZE - 1 ? 0 : -out.presence[i];
            }
            return wrong;
        }

        private long divide(long[] x, long[] y, int count, Lanes out) {
            long wrong = 0;
            for (int i = 0; i < count; i++) {
                if (out.presence[i] == 0) {
                    out.longs[i] = 0;
                } else if (y[i] == 0) {
                    throw ComputeErrors.divisionByZero(call);
                } else if (call.function() == Function.MOD) {
                    out.longs[i] = y[i] == -1 ? 0 : x[i] % y[i];
                } else {
                    out.longs[i] = x[i] / y[i];
                    wrong |= x[i] == Long.MIN_VALUE && y[i] == -1 ? -1 : 0;
                }
            }
            return wrong;
        }
    }

    /** The negative of a signed integer, or its magnitude. */
    static final class LongSign extends Node {
        private final BoundExpr.Call call;
        private final Node input;
        private final Range range;

        LongSign(int register, BoundExpr.Call call, Node input) {
            super(register, call.type());
            this.call = call;
            this.input = input;
            this.range = Range.of(call.type());
        }

        @Override
        boolean isConstant() {
            return input.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes in = input.at(frame);
            out.nullsOf(in, count);
            boolean negates = call.function() == Function.NEGATE;
            for (int i = 0; i < count; i++) {
                long value = in.longs[i];
                long result = negates ? -value : Math.abs(value);
                out.longs[i] = result;
                if (in.presence[i] != 0 && (!range.holds(result) || value == Long.MIN_VALUE)) {
                    throw ComputeErrors.overflow(call, type());
                }
            }
        }
    }

    /** Floats by IEEE 754; float32 is rounded after each step. */
    static final class Doubles extends Node {
        private final Function function;
        private final Node left;
        private final Node right;

        Doubles(int register, BoundExpr.Call call, Node left, Node right) {
            super(register, call.type());
            this.function = call.function();
            this.left = left;
            this.right = right;
        }

        @Override
        boolean isConstant() {
            return left.isConstant() && right.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes a = left.at(frame);
            Lanes b = right.at(frame);
            out.nullsOf(a, b, count);
            double[] x = a.doubles;
            double[] y = b.doubles;
            double[] z = out.doubles;
            switch (function) {
                case ADD -> {
                    for (int i = 0; i < count; i++) {
                        z[i] = x[i] + y[i];
                    }
                }
                case SUBTRACT -> {
                    for (int i = 0; i < count; i++) {
                        z[i] = x[i] - y[i];
                    }
                }
                case MULTIPLY -> {
                    for (int i = 0; i < count; i++) {
                        z[i] = x[i] * y[i];
                    }
                }
                default -> {
                    for (int i = 0; i < count; i++) {
                        z[i] = x[i] / y[i];
                    }
                }
            }
            round(type(), z, count);
        }
    }

    /** The sum, difference or product of two float32 is that of the doubles, rounded. */
    static void round(DataType type, double[] values, int count) {
        if (type.equals(DataType.FLOAT32)) {
            for (int i = 0; i < count; i++) {
                values[i] = (float) values[i];
            }
        }
    }

    /** A function of one float that has one result on every engine. */
    static final class DoubleFunction extends Node {
        private final Function function;
        private final Node input;

        /** @param function NEGATE, ABS, FLOOR, CEIL or SQRT */
        DoubleFunction(int register, BoundExpr.Call call, Node input) {
            super(register, call.type());
            this.function = call.function();
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
            for (int i = 0; i < count; i++) {
                double x = in.doubles[i];
                out.doubles[i] = switch (function) {
                    case NEGATE -> -x;
                    case ABS -> Math.abs(x);
                    case FLOOR -> Math.floor(x);
                    case CEIL -> Math.ceil(x);
                    default -> Math.sqrt(x);
                };
            }
            round(type(), out.doubles, count);
        }
    }
}
