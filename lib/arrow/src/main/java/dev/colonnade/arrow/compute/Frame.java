package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a program is in a batch, and what its nodes have computed there. For one thread. */
final class Frame {
    private static final long NEVER = -1;
    private static final long ALWAYS = Long.MAX_VALUE;

    private final Batch batch;
    private final @Nullable Lanes[] registers;
    /** The first row of the block that each register was computed for. */
    private final long[] computed;

    private int from;
    private int count;

    Frame(Batch batch, int registers) {
        this.batch = batch;
        this.registers = new @Nullable Lanes[registers];
        this.computed = new long[registers];
        Arrays.fill(computed, NEVER);
    }

    /** Moves to the next block; whether there is one. */
    boolean next() {
        from += count;
        count = Math.min(Lanes.ROWS, batch.rowCount() - from);
        return count > 0;
    }

    /** The first row of the block. */
    int from() {
        return from;
    }

    /** Rows of the block. */
    int count() {
        return count;
    }

    ColumnVector column(int index) {
        return batch.column(index);
    }

    Lanes register(int index, Shape shape) {
        Lanes lanes = registers[index];
        if (lanes == null) {
            lanes = new Lanes(shape);
            registers[index] = lanes;
        }
        return lanes;
    }

    /** Whether the register has to be computed, which it then counts as. */
    boolean begin(int index, boolean constant) {
        if (computed[index] == from || computed[index] == ALWAYS) {
            return false;
        }
        computed[index] = constant ? ALWAYS : from;
        return true;
    }
}
