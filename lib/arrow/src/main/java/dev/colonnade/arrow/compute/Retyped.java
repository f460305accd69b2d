package dev.colonnade.arrow.compute;

import dev.colonnade.type.DataType;

/** A cast that changes the type and not what lies in the lanes: of integers and floats to wider ones, of fixed
 * to free binaries. */
final class Retyped extends Node {
    private final Node input;

    Retyped(int register, DataType type, Node input) {
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
        if (shape() == Shape.LONG) {
            System.arraycopy(in.longs, 0, out.longs, 0, count);
        } else if (shape() == Shape.DOUBLE) {
            System.arraycopy(in.doubles, 0, out.doubles, 0, count);
        } else {
            System.arraycopy(in.starts, 0, out.starts, 0, count + 1);
            out.bytes = in.bytes;
        }
    }
}
