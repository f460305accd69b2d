package dev.colonnade.arrow.compute;

import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import java.util.Arrays;

/**
 * The nodes that compare two operands of one shape. Every comparison is "equal" or "less", perhaps with its operands swapped or
 * its outcome turned round.
 */
abstract class Compare extends Node {
    private final Node left;
    private final Node right;
    private final boolean equality;
    private final boolean nullSafe;
    /** What a true comparison of {@link #left} and {@link #right} becomes, and a false one. */
    private final byte ifTrue;

    private final byte ifFalse;

    private Compare(int register, Function function, Node left, Node right) {
        super(register, DataType.BOOL);
        boolean swapped = function == Function.GT || function == Function.LE;
        boolean negated = function == Function.NE || function == Function.GE || function == Function.LE;
        this.left = swapped ? right : left;
        this.right = swapped ? left : right;
        this.nullSafe = function == Function.EQ_NULL_SAFE;
        this.equality = function == Function.EQ || function == Function.NE || nullSafe;
        this.ifTrue = negated ? Lanes.FALSE : Lanes.TRUE;
        this.ifFalse = negated ? Lanes.TRUE : Lanes.FALSE;
    }

    /** The comparison of operands of the shape {@link Shape#LONG} (as keys), {@link Shape#WIDE} or {@link Shape#BYTES}. */
    static Node of(int register, Function function, Node left, Node right) {
        return switch (left.shape()) {
            case WIDE -> new Wides(register, function, left, right);
            case BYTES -> new Texts(register, function, left, right);
            case LONG -> new Longs(register, function, left, right);
            case TRUTH, DOUBLE, NONE -> throw new IllegalArgumentException("No key: " + left.shape());
        };
    }

    @Override
    final boolean isConstant() {
        return left.isConstant() && right.isConstant();
    }

    @Override
    final void fill(Frame frame, int count, Lanes out) {
        Lanes a = left.at(frame);
        Lanes b = right.at(frame);
        if (equality) {
            equal(a, b, count, out.truth);
        } else {
            less(a, b, count, out.truth);
        }
        if (a.hasNulls || b.hasNulls) {
            nulls(a.presence, b.presence, count, out.truth);
        }
    }

    private void nulls(byte[] a, byte[] b, int count, byte[] truth) {
        if (nullSafe) {
            for (int i = 0; i < count; i++) {
                byte both = a[i] == b[i] ? Lanes.TRUE : Lanes.FALSE;
                truth[i] = (a[i] & b[i]) == 0 ? both : truth[i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int known = -(a[i] & b[i]);
            truth[i] = (byte) (truth[i] & known | Lanes.UNKNOWN & ~known);
        }
    }

    abstract void equal(Lanes a, Lanes b, int count, byte[] truth);

    abstract void less(Lanes a, Lanes b, int count, byte[] truth);

    final byte outcome(boolean holds) {
        return holds ? ifTrue : ifFalse;
    }

    final boolean leftIsConstant() {
        return left.isConstant();
    }

    final boolean rightIsConstant() {
        return right.isConstant();
    }

    /** Without branches, which unsorted values would make the processor guess wrong. */
    private static final class Longs extends Compare {
        Longs(int register, Function function, Node left, Node right) {
            super(register, function, left, right);
        }

        @Override
        void equal(Lanes a, Lanes b, int count, byte[] truth) {
            int no = outcome(false);
            int flip = no ^ outcome(true);
            long[] x = leftIsConstant() ? b.longs : a.longs;
            long[] y = leftIsConstant() ? a.longs : b.longs;
            if (leftIsConstant() || rightIsConstant()) {
                long constant = y[0];
                for (int i = 0; i < count; i++) {
                    truth[i] = (byte) (no ^ -isEqual(x[i], constant) & flip);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    truth[i] = (byte) (no ^ -isEqual(x[i], y[i]) & flip);
                }
            }
        }

        @Override
        void less(Lanes a, Lanes b, int count, byte[] truth) {
            int no = outcome(false);
            int flip = no ^ outcome(true);
            long[] x = a.longs;
            long[] y = b.longs;
            if (rightIsConstant()) {
                long constant = y[0];
                for (int i = 0; i < count; i++) {
                    truth[i] = (byte) (no ^ -isLess(x[i], constant) & flip);
                }
            } else if (leftIsConstant()) {
                long constant = x[0];
                for (int i = 0; i < count; i++) {
                    truth[i] = (byte) (no ^ -isLess(constant, y[i]) & flip);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    truth[i] = (byte) (no ^ -isLess(x[i], y[i]) & flip);
                }
            }
        }

        /** 1 or 0. */
        private static int isEqual(long x, long y) {
            long difference = x ^ y;
            return (int) (~(difference | -difference) >>> Long.SIZE - 1);
        }

        /** 1 or 0: the sign of the difference, corrected where it overflows (Hacker's Delight, 2-12). */
        private static int isLess(long x, long y) {
            long difference = x - y;
            return (int) ((difference ^ (x ^ y) & (difference ^ x)) >>> Long.SIZE - 1);
        }
    }

    private static final class Wides extends Compare {
        Wides(int register, Function function, Node left, Node right) {
            super(register, function, left, right);
        }

        @Override
        void equal(Lanes a, Lanes b, int count, byte[] truth) {
            for (int i = 0; i < count; i++) {
                truth[i] = outcome(a.longs[i] == b.longs[i] && a.lowers[i] == b.lowers[i]);
            }
        }

        @Override
        void less(Lanes a, Lanes b, int count, byte[] truth) {
            for (int i = 0; i < count; i++) {
                truth[i] = outcome(Wide.compare(a.longs[i], a.lowers[i], b.longs[i], b.lowers[i]) < 0);
            }
        }
    }

    private static final class Texts extends Compare {
        Texts(int register, Function function, Node left, Node right) {
            super(register, function, left, right);
        }

        @Override
        void equal(Lanes a, Lanes b, int count, byte[] truth) {
            for (int i = 0; i < count; i++) {
                truth[i] = outcome(
                        Arrays.equals(a.bytes, a.starts[i], a.starts[i + 1], b.bytes, b.starts[i], b.starts[i + 1]));
            }
        }

        @Override
        void less(Lanes a, Lanes b, int count, byte[] truth) {
            for (int i = 0; i < count; i++) {
                int order = Arrays.compareUnsigned(
                        a.bytes, a.starts[i], a.starts[i + 1], b.bytes, b.starts[i], b.starts[i + 1]);
                truth[i] = outcome(order < 0);
            }
        }
    }
}
