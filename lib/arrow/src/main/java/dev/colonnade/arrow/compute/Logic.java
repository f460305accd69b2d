package dev.colonnade.arrow.compute;

import dev.colonnade.type.DataType;
import java.util.List;

/** The nodes of three-valued logic and of null tests. */
final class Logic {
    private Logic() {}

    /** AND or OR of its operands. Looks at no further operand in a block where every row is decided. */
    static final class Junction extends Node {
        private final List<Node> operands;
        private final boolean isAnd;

        private Junction(int register, List<Node> operands, boolean isAnd) {
            super(register, DataType.BOOL);
            this.operands = List.copyOf(operands);
            this.isAnd = isAnd;
        }

        static Junction and(int register, List<Node> operands) {
            return new Junction(register, operands, true);
        }

        static Junction or(int register, List<Node> operands) {
            return new Junction(register, operands, false);
        }

        @Override
        boolean isConstant() {
            return operands.stream().allMatch(Node::isConstant);
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            byte[] truth = out.truth;
            System.arraycopy(operands.get(0).at(frame).truth, 0, truth, 0, count);
            for (int next = 1; next < operands.size() && !isDecided(truth, count); next++) {
                byte[] other = operands.get(next).at(frame).truth;
                if (isAnd) {
                    for (int i = 0; i < count; i++) {
                        truth[i] &= other[i];
                    }
                } else {
                    for (int i = 0; i < count; i++) {
                        truth[i] |= other[i];
                    }
                }
            }
        }

        private boolean isDecided(byte[] truth, int count) {
            int all = isAnd ? Lanes.FALSE : Lanes.TRUE;
            for (int i = 0; i < count; i++) {
                all = isAnd ? all | truth[i] : all & truth[i];
            }
            return all == (isAnd ? Lanes.FALSE : Lanes.TRUE);
        }
    }

    /** NOT. */
    static final class Negation extends Node {
        private static final byte[] OPPOSITE = {Lanes.TRUE, Lanes.UNKNOWN, Lanes.FALSE, Lanes.FALSE};

        private final Node operand;

        Negation(int register, Node operand) {
            super(register, DataType.BOOL);
            this.operand = operand;
        }

        @Override
        boolean isConstant() {
            return operand.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            byte[] truth = operand.at(frame).truth;
            for (int i = 0; i < count; i++) {
                out.truth[i] = OPPOSITE[truth[i]];
            }
        }
    }

    /** IS NULL, or with {@code wanted} 1 IS NOT NULL. */
    static final class NullTest extends Node {
        private final Node operand;
        private final int wanted;

        private NullTest(int register, Node operand, int wanted) {
            super(register, DataType.BOOL);
            this.operand = operand;
            this.wanted = wanted;
        }

        static NullTest isNull(int register, Node operand) {
            return new NullTest(register, operand, 0);
        }

        static NullTest isNotNull(int register, Node operand) {
            return new NullTest(register, operand, 1);
        }

        @Override
        boolean isConstant() {
            return operand.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes in = operand.at(frame);
            for (int i = 0; i < count; i++) {
                int present = operand.shape() == Shape.TRUTH ? in.truth[i] == Lanes.UNKNOWN ? 0 : 1 : in.presence[i];
                out.truth[i] = present == wanted ? Lanes.TRUE : Lanes.FALSE;
            }
        }
    }

    /** Whether a float is NaN. */
    static final class NanTest extends Node {
        private final Node operand;

        NanTest(int register, Node operand) {
            super(register, DataType.BOOL);
            this.operand = operand;
        }

        @Override
        boolean isConstant() {
            return operand.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes in = operand.at(frame);
            for (int i = 0; i < count; i++) {
                byte outcome = Double.isNaN(in.doubles[i]) ? Lanes.TRUE : Lanes.FALSE;
                out.truth[i] = in.presence[i] == 0 ? Lanes.UNKNOWN : outcome;
            }
        }
    }
}
