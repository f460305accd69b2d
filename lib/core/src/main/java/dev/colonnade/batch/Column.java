package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}, with random access by row number. Typed readers follow {@link ColumnVector}: they have no
 * meaning where {@link #isNull} holds and refuse types they do not fit.
 */
public final class Column {
    private final Field field;
    private final List<ColumnVector> chunks;
    private final long[] starts;

    Column(Field field, List<ColumnVector> chunks, long[] starts) {
        this.field = field;
        this.chunks = chunks;
        this.starts = starts;
    }

    public String name() {
        return field.name();
    }

    public DataType type() {
        return field.type();
    }

    /** Number of values, nulls included. */
    public long length() {
        return starts[chunks.size()];
    }

    /** The vectors that hold the values, in order, none of them empty. */
    public List<ColumnVector> chunks() {
        return chunks;
    }

    public long nullCount() {
        return chunks.stream().mapToLong(ColumnVector::nullCount).sum();
    }

    public boolean isNull(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).isNull((int) (row - starts[chunk]));
    }

    /** The value as the Java class that {@link DataType} documents, or null. */
    public @Nullable Object valueAt(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).valueAt((int) (row - starts[chunk]));
    }

    public boolean boolAt(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).boolAt((int) (row - starts[chunk]));
    }

    /** As {@link ColumnVector#intAt}. */
    public int intAt(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).intAt((int) (row - starts[chunk]));
    }

    /** As {@link ColumnVector#longAt}. */
    public long longAt(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).longAt((int) (row - starts[chunk]));
    }

    /** As {@link ColumnVector#doubleAt}. */
    public double doubleAt(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).doubleAt((int) (row - starts[chunk]));
    }

    public String stringAt(long row) {
        int chunk = Chunks.find(starts, row);
        return chunks.get(chunk).stringAt((int) (row - starts[chunk]));
    }

    /** All values with nulls, each as {@link #valueAt}; unmodifiable. */
    public List<@Nullable Object> toList() {
        List<@Nullable Object> values = new ArrayList<>(size());
        for (ColumnVector chunk : chunks) {
            for (int i = 0; i < chunk.length(); i++) {
                values.add(chunk.valueAt(i));
            }
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * All values as {@link ColumnVector#longAt} reads them.
     *
     * @throws ColonnadeException CAST_FAILED naming the first null, TYPE_MISMATCH
     */
    public long[] toLongArray() {
        long[] values = new long[size()];
        for (int i = 0; i < chunks.size(); i++) {
            refuseNulls(i, "long[]");
            chunks.get(i).copyLongs(values, (int) starts[i]);
        }
        return values;
    }

    /**
     * All values as {@link ColumnVector#intAt} reads them.
     *
     * @throws ColonnadeException CAST_FAILED naming the first null, TYPE_MISMATCH
     */
    public int[] toIntArray() {
        int[] values = new int[size()];
        for (int i = 0; i < chunks.size(); i++) {
            refuseNulls(i, "int[]");
            chunks.get(i).copyInts(values, (int) starts[i]);
        }
        return values;
    }

    /**
     * All values as {@link ColumnVector#doubleAt} reads them.
     *
     * @throws ColonnadeException CAST_FAILED naming the first null, TYPE_MISMATCH
     */
    public double[] toDoubleArray() {
        double[] values = new double[size()];
        for (int i = 0; i < chunks.size(); i++) {
            refuseNulls(i, "double[]");
            chunks.get(i).copyDoubles(values, (int) starts[i]);
        }
        return values;
    }

    /**
     * All values of a string column, null where they are null. Equal values may be one object.
     *
     * @throws ColonnadeException TYPE_MISMATCH
     */
    public @Nullable String[] toStringArray() {
        @Nullable String[] values = new @Nullable String[size()];
        SharedStrings shared = new SharedStrings();
        for (int i = 0; i < chunks.size(); i++) {
            chunks.get(i).copyStrings(values, (int) starts[i], shared);
        }
        return values;
    }

    private int size() {
        return Math.toIntExact(length());
    }

    private void refuseNulls(int chunk, String target) {
        ColumnVector vector = chunks.get(chunk);
        if (vector.hasNoValidity()) {
            return;
        }
        for (int i = 0; i < vector.length(); i++) {
            if (vector.isNull(i)) {
                throw new ColonnadeException(
                        ErrorCode.CAST_FAILED,
                        "Column '" + name() + "' is null in row " + (starts[chunk] + i) + " and a " + target
                                + " has no nulls: fill or drop them first, or use toList().");
            }
        }
    }

    /** Name, type and length, on one line. */
    @Override
    public String toString() {
        return "Column[" + field + ", " + length() + " rows]";
    }
}
