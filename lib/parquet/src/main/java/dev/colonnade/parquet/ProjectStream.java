package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns chosen, reordered and renamed. */
record ProjectStream(BatchStream input, Schema schema, int[] positions) implements BatchStream {
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
