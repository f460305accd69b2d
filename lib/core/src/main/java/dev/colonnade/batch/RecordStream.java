package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches of records that come one after another. The first {@link #ROWS} of them settle the columns' types. */
final class RecordStream<R extends Record> implements BatchStream {
    /** Rows of a batch. */
    static final int ROWS = 10_000;

    private final Class<R> type;
    private final Iterator<? extends R> records;
    private final Schema schema;
    private @Nullable Table ahead;

    RecordStream(Class<R> type, Iterator<? extends R> records) {
        this.type = type;
        this.records = records;
        Table first = read();
        this.ahead = first;
        this.schema = nullable(first.schema());
    }

    /** Later records may have nulls where the first have none. */
    private static Schema nullable(Schema first) {
        return Schema.of(first.fields().stream()
                .map(field -> new Field(field.name(), field.type(), true))
                .toList());
    }

    private Table read() {
        List<R> some = new ArrayList<>();
        while (some.size() < ROWS && records.hasNext()) {
            some.add(records.next());
        }
        return Table.ofRecords(type, some);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        Table table = ahead == null ? read() : ahead;
        ahead = null;
        if (table.rowCount() == 0) {
            return null;
        }
        Batch batch = table.batches().get(0);
        List<ColumnVector> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(fitting(batch.column(i), table.schema().field(i), schema.field(i)));
        }
        return new Batch(schema, batch.rowCount(), columns);
    }

    /** The scale of decimals and the unit of times depend on the values of a batch. */
    private ColumnVector fitting(ColumnVector column, Field here, Field first) {
        if (here.type().equals(first.type())) {
            return column;
        }
        try {
            List<@Nullable Object> values = new ArrayList<>();
            for (int row = 0; row < column.length(); row++) {
                values.add(column.valueAt(row));
            }
            return Vectors.of(first.type(), values);
        } catch (ColonnadeException e) {
            throw new ColonnadeException(
                    ErrorCode.CAST_FAILED,
                    "Component '" + first.name() + "' of a later record " + type.getSimpleName() + " is " + here.type()
                            + ", and the first " + ROWS + " records made the column " + first.type()
                            + ": give all values the same scale or precision.",
                    e);
        }
    }

    @Override
    public void close() {
        ahead = null;
    }
}
