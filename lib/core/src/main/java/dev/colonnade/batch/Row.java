package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link Table}: an immutable view that may be kept. Names that do not exist are a
 * {@link dev.colonnade.error.PlanException} NO_SUCH_COLUMN with the nearest name.
 */
public final class Row {
    private final Schema schema;
    private final Batch batch;
    private final int index;
    private final long number;

    Row(Schema schema, Batch batch, int index, long number) {
        this.schema = schema;
        this.batch = batch;
        this.index = index;
        this.number = number;
    }

    /** The position of this row in its table, from 0. */
    public long number() {
        return number;
    }

    public boolean isNull(String column) {
        return batch.column(schema.indexOf(column)).isNull(index);
    }

    /** The value as the Java class that {@link dev.colonnade.type.DataType} documents, or null. */
    public @Nullable Object value(String column) {
        return value(schema.indexOf(column));
    }

    /** The value of the column at {@code column} from 0, or null. */
    public @Nullable Object value(int column) {
        return batch.column(column).valueAt(index);
    }

    /** As {@link ColumnVector#boolAt}. @throws ColonnadeException CAST_FAILED if the value is null */
    public boolean boolValue(String column) {
        return notNull(column, "boolean").boolAt(index);
    }

    /** As {@link ColumnVector#intAt}. @throws ColonnadeException CAST_FAILED if the value is null */
    public int intValue(String column) {
        return notNull(column, "int").intAt(index);
    }

    /** As {@link ColumnVector#longAt}. @throws ColonnadeException CAST_FAILED if the value is null */
    public long longValue(String column) {
        return notNull(column, "long").longAt(index);
    }

    /** As {@link ColumnVector#doubleAt}. @throws ColonnadeException CAST_FAILED if the value is null */
    public double doubleValue(String column) {
        return notNull(column, "double").doubleAt(index);
    }

    /** The value of a string column, or null. */
    public @Nullable String stringValue(String column) {
        ColumnVector vector = batch.column(schema.indexOf(column));
        return vector.isNull(index) ? null : vector.stringAt(index);
    }

    /** From column name to value, in column order; unmodifiable. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < schema.size(); i++) {
            map.put(schema.field(i).name(), value(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** The value of the column at {@code column} from 0 as text tables show it, whole; null if it is null. */
    public @Nullable String text(int column) {
        StringBuilder text = new StringBuilder();
        return appendTo(text, column, schema.field(column).type().accept(PlainText.CELLS)) ? text.toString() : null;
    }

    /** Appends the text of a value; nothing, and false, if it is null. */
    boolean appendTo(StringBuilder out, int column, CellText cell) {
        ColumnVector vector = batch.column(column);
        if (vector.isNull(index)) {
            return false;
        }
        cell.append(out, vector, index);
        return true;
    }

    private ColumnVector notNull(String column, String target) {
        ColumnVector vector = batch.column(schema.indexOf(column));
        if (vector.isNull(index)) {
            throw new ColonnadeException(
                    ErrorCode.CAST_FAILED,
                    "Column '" + column + "' is null in row " + number + " and a " + target
                            + " is not: ask isNull or use value(..).");
        }
        return vector;
    }

    /** The row as JSON. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        new JsonLines(schema, out).appendRow(out, batch, index);
        return out.toString();
    }
}
