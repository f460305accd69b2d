package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each row. Every component is matched with a column and a {@link ValueConverter} when the mapper is made;
 * a row then costs its values and one method handle call.
 */
public final class RecordMapper<R extends Record> {
    private final RecordShape<R> shape;
    private final int[] columns;
    private final ValueConverter[] converters;
    private final Schema schema;

    private RecordMapper(RecordShape<R> shape, int[] columns, ValueConverter[] converters, Schema schema) {
        this.shape = shape;
        this.columns = columns;
        this.converters = converters;
        this.schema = schema;
    }

    /**
     * The mapper from {@code schema} to {@code type}: a component takes the column of its name, exactly or else as snake_case
     * against camelCase; columns without a component are ignored.
     *
     * @throws PlanException NO_SUCH_COLUMN with the nearest name, AMBIGUOUS_COLUMN, TYPE_MISMATCH where the component's Java
     *     type does not hold every value of the column's type
     */
    public static <R extends Record> RecordMapper<R> of(Class<R> type, Schema schema) {
        RecordShape<R> shape = RecordShape.of(type);
        int count = shape.components().size();
        int[] columns = new int[count];
        ValueConverter[] converters = new ValueConverter[count];
        for (int i = 0; i < count; i++) {
            RecordComponent component = shape.components().get(i);
            columns[i] = shape.match(component, schema.fields());
            converters[i] = ValueConverter.of(shape, component, schema.field(columns[i]));
        }
        return new RecordMapper<>(shape, columns, converters, schema);
    }

    /** The rows of {@code batch} as records; {@code firstRow} is the number of its first row, for messages. */
    public Stream<R> stream(Batch batch, long firstRow) {
        return IntStream.range(0, batch.rowCount()).mapToObj(row -> map(batch, row, firstRow + row));
    }

    /** The rows that are left in {@code batches} as records; closing the stream closes {@code batches}. */
    public Stream<R> stream(BatchStream batches) {
        Iterator<R> records = new Records(batches);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(batches::close);
    }

    private R map(Batch batch, int row, long number) {
        @Nullable Object[] arguments = new @Nullable Object[columns.length];
        try {
            for (int i = 0; i < columns.length; i++) {
                Object value = batch.column(columns[i]).valueAt(row);
                if (value == null && converters[i].primitive()) {
                    String column = schema.field(columns[i]).name();
                    throw shape.nullInPrimitive(shape.components().get(i), "column '" + column + "' is null");
                }
                arguments[i] = value == null ? null : converters[i].convert(value);
            }
            return shape.create(arguments);
        } catch (ColonnadeException e) {
            throw new ColonnadeException(e.code(), "In row " + number + " " + e.getMessage(), e.getCause());
        }
    }

    private final class Records implements Iterator<R> {
        private final BatchStream batches;
        private @Nullable Batch batch;
        private int row;
        private long firstRow;

        Records(BatchStream batches) {
            this.batches = batches;
            this.batch = null;
        }

        @Override
        public boolean hasNext() {
            while (batch == null || row == batch.rowCount()) {
                firstRow += batch == null ? 0 : batch.rowCount();
                row = 0;
                batch = batches.next();
                if (batch == null) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public R next() {
            if (!hasNext() || batch == null) {
                throw new NoSuchElementException();
            }
            int current = row++;
            return map(batch, current, firstRow + current);
        }
    }

    /** The record and the columns it takes, on one line. */
    @Override
    public String toString() {
        List<String> taken =
                IntStream.of(columns).mapToObj(i -> schema.field(i).name()).toList();
        return "RecordMapper[" + shape.name() + " from " + taken + "]";
    }
}
