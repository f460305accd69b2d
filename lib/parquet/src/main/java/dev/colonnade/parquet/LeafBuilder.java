package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import org.apache.parquet.column.ColumnReader;

/** Turns the stored values of one leaf into a vector; made anew for each batch. */
abstract class LeafBuilder {
    private final Buffers.Bits validity;

    LeafBuilder(int expected) {
        this.validity = new Buffers.Bits(expected);
    }

    /** @throws Misfit if a stored value is none of the leaf's type */
    final void add(ColumnReader stored) {
        put(stored);
        validity.add(true);
    }

    final void addNull() {
        putNull();
        validity.add(false);
    }

    final ColumnVector done() {
        return vector(validity);
    }

    /** Appends the current value. */
    abstract void put(ColumnReader stored);

    /** Appends anything. */
    abstract void putNull();

    abstract ColumnVector vector(Buffers.Bits validity);

    /** A builder of {@code leaf}'s type for about so many values. */
    static LeafBuilder of(Shape.Leaf leaf, int expected) {
        return leaf.type().accept(new LeafBuilders(leaf.column(), expected));
    }

    /** A stored value that its type does not have. */
    static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misfit(String value, DataType type) {
            super("it holds " + value + ", which is no " + type);
        }
    }
}
