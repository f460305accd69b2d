package dev.colonnade.arrow.compute;

import dev.colonnade.type.DataType;

/** The nodes that turn what fits a long into {@link Keys}, so that one comparison serves all. */
final class KeyNodes {
    private KeyNodes() {}

    /** Whether {@link DataType} is an integer whose bits do not compare as signed longs. */
    static boolean isUnsignedLong(DataType type) {
        return type instanceof DataType.IntType integer && !integer.signed() && integer.bits() == Long.SIZE;
    }

    /** Unsigned integers of 64 bits. */
    static final class UnsignedKey extends Node {
        private final Node input;

        UnsignedKey(int register, Node input) {
            super(register, DataType.INT64);
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
                out.longs[i] = Keys.ofUnsigned(in.longs[i]);
            }
        }
    }

    /** Floats. */
    static final class DoubleKey extends Node {
        private final Node input;

        DoubleKey(int register, Node input) {
            super(register, DataType.INT64);
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
                out.longs[i] = Keys.of(in.doubles[i]);
            }
        }
    }

    /** Bools: 0 and 1. */
    static final class TruthKey extends Node {
        private final Node input;

        TruthKey(int register, Node input, DataType type) {
            super(register, type);
            this.input = input;
        }

        @Override
        boolean isConstant() {
            return input.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            byte[] truth = input.at(frame).truth;
            int nulls = 0;
            for (int i = 0; i < count; i++) {
                int isNull = truth[i] == Lanes.UNKNOWN ? 1 : 0;
                out.presence[i] = (byte) (1 - isNull);
                out.longs[i] = truth[i] >> 1;
                nulls += isNull;
            }
            out.hasNulls = nulls > 0;
        }
    }
}
