package dev.colonnade.arrow.compute;

import dev.colonnade.type.DataType;

/**
 * One step of a {@link Program}: the values of an expression for the rows of a block. Immutable; what it computes stands in its
 * register of the {@link Frame}, once per block however often it is asked for.
 */
abstract class Node {
    private final int register;
    private final DataType type;
    private final Shape shape;

    Node(int register, DataType type) {
        this.register = register;
        this.type = type;
        this.shape = Shape.of(type);
    }

    final DataType type() {
        return type;
    }

    final Shape shape() {
        return shape;
    }

    /** Whether every row has the value of the first. */
    boolean isConstant() {
        return false;
    }

    /** The values for the rows that {@code frame} is at. */
    final Lanes at(Frame frame) {
        Lanes lanes = frame.register(register, shape);
        if (frame.begin(register, isConstant())) {
            fill(frame, isConstant() ? Lanes.ROWS : frame.count(), lanes);
        }
        return lanes;
    }

    abstract void fill(Frame frame, int count, Lanes out);
}
