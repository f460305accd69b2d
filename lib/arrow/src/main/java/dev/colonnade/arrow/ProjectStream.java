package dev.colonnade.arrow;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of the input, in another order, under other names, or fewer. */
final class ProjectStream extends BatchOperator {
    private final int[] positions;

    /** @param positions of each column of {@code schema} in the input */
    ProjectStream(Schema schema, BatchStream input, int[] positions) {
        super(schema, input);
        this.positions = positions.clone();
    }

    @Override
    public @Nullable Batch next() {
        Batch batch = input.next();
        if (batch == null) {
            return null;
        }
        List<ColumnVector> columns =
                java.util.Arrays.stream(positions).mapToObj(batch::column).toList();
        return new Batch(schema(), batch.rowCount(), columns);
    }
}
