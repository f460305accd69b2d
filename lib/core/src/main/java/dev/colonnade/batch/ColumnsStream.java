package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of an input, which it owns, in another order, under other names, or fewer. */
final class ColumnsStream implements BatchStream {
    private final BatchStream input;
    private final Schema schema;
    private final int[] positions;

    ColumnsStream(BatchStream input, Schema schema, int[] positions) {
        this.input = input;
        this.schema = schema;
        this.positions = positions.clone();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        Batch batch = input.next();
        if (batch == null) {
            return null;
        }
        List<ColumnVector> columns =
                Arrays.stream(positions).mapToObj(batch::column).toList();
        return new Batch(schema, batch.rowCount(), columns);
    }

    @Override
    public void close() {
        input.close();
    }
}
