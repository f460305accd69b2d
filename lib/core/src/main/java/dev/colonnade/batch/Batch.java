package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.List;

/** Some rows of a result: one vector per column of the schema, all {@code rowCount} long. */
public record Batch(Schema schema, int rowCount, List<ColumnVector> columns) {
    public Batch {
        columns = List.copyOf(columns);
        if (columns.size() != schema.size()) {
            throw new IllegalArgumentException(
                    "A batch of " + schema.size() + " columns got " + columns.size() + " vectors.");
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).length() != rowCount) {
                throw new IllegalArgumentException("Column '" + schema.field(i).name() + "' has "
                        + columns.get(i).length() + " values for " + rowCount + " rows.");
            }
        }
    }

    public ColumnVector column(int index) {
        return columns.get(index);
    }

    /** @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name */
    public ColumnVector column(String name) {
        return columns.get(schema.indexOf(name));
    }

    /** A view of {@code count} rows from {@code from}; nothing is copied. */
    public Batch slice(int from, int count) {
        return new Batch(
                schema, count, columns.stream().map(c -> c.slice(from, count)).toList());
    }

    /** The rows at {@code positions}, in that order, copied. @throws ArithmeticException if a column takes more than 2 GiB */
    public Batch gather(int[] positions) {
        return new Batch(
                schema,
                positions.length,
                columns.stream().map(c -> Gather.of(c, positions)).toList());
    }

    /** Memory of the buffers that this batch keeps alive, in bytes. */
    public long sizeBytes() {
        return columns.stream().mapToLong(ColumnVector::sizeBytes).sum();
    }
}
