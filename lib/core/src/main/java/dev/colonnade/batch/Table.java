package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole result in memory: immutable, safe to share between threads, freed by the garbage collector. Rows are numbered
 * from 0.
 */
public final class Table {
    private final Schema schema;
    private final List<Batch> batches;
    /** The number of the first row of each batch, then the row count. */
    private final long[] starts;

    private Table(Schema schema, List<Batch> batches) {
        this.schema = schema;
        this.batches = batches;
        this.starts = new long[batches.size() + 1];
        for (int i = 0; i < batches.size(); i++) {
            starts[i + 1] = starts[i] + batches.get(i).rowCount();
        }
    }

    /** A table of these batches, whose columns have the types of {@code schema}; empty batches are dropped. */
    public static Table of(Schema schema, List<Batch> batches) {
        List<Batch> filled = new ArrayList<>(batches.size());
        for (Batch batch : batches) {
            if (batch.columns().size() != schema.size()) {
                throw new IllegalArgumentException("A table of " + schema.size() + " columns got a batch of "
                        + batch.columns().size() + ".");
            }
            for (int i = 0; i < schema.size(); i++) {
                if (!batch.column(i).type().equals(schema.field(i).type())) {
                    throw new IllegalArgumentException(
                            "Column '" + schema.field(i).name() + "' is "
                                    + schema.field(i).type() + " and got a vector of "
                                    + batch.column(i).type() + ".");
                }
            }
            if (batch.rowCount() > 0) {
                filled.add(batch);
            }
        }
        return new Table(schema, List.copyOf(filled));
    }

    /** Everything that is left in {@code stream}, which is closed. */
    public static Table of(BatchStream stream) {
        List<Batch> batches = new ArrayList<>();
        try (stream) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                batches.add(batch);
            }
            return of(stream.schema(), batches);
        }
    }

    /**
     * A table of Java values, one list per row, with the classes that {@link Vectors#of} takes.
     *
     * @throws ColonnadeException CAST_FAILED naming the first value that does not fit its column
     */
    public static Table ofRows(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
        List<ColumnVector> columns = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
            List<@Nullable Object> values = new ArrayList<>(rows.size());
            for (List<? extends @Nullable Object> row : rows) {
                values.add(row.get(i));
            }
            columns.add(Vectors.of(schema.field(i).type(), values));
        }
        return of(schema, List.of(new Batch(schema, rows.size(), columns)));
    }

    /**
     * A table with one column per component of {@code type}, in order. Columns of {@link java.math.BigDecimal} and of times
     * get the smallest scale and the resolution (microseconds or nanoseconds) that hold every value.
     *
     * @throws ColonnadeException TYPE_MISMATCH naming a component whose Java type has no column type
     */
    public static <R extends Record> Table ofRecords(Class<R> type, List<? extends R> records) {
        return RecordColumns.table(type, records);
    }

    public Schema schema() {
        return schema;
    }

    public long rowCount() {
        return starts[batches.size()];
    }

    /** The batches that hold the rows, in order, none of them empty. */
    public List<Batch> batches() {
        return batches;
    }

    /** Memory of the buffers that this table keeps alive, in bytes; a slice counts the buffers it is a view of. */
    public long sizeBytes() {
        return batches.stream().mapToLong(Batch::sizeBytes).sum();
    }

    /** The column at {@code index} from 0. */
    public Column column(int index) {
        List<ColumnVector> chunks = batches.stream().map(b -> b.column(index)).toList();
        return new Column(schema.field(index), chunks, starts);
    }

    /** @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name */
    public Column column(String name) {
        return column(schema.indexOf(name));
    }

    /** The row at {@code number} from 0. */
    public Row row(long number) {
        int chunk = Chunks.find(starts, number);
        return new Row(schema, batches.get(chunk), (int) (number - starts[chunk]), number);
    }

    /** The rows in order; each is an immutable view that may be kept. */
    public Iterable<Row> rows() {
        return () -> rowStream().iterator();
    }

    private Stream<Row> rowStream() {
        return LongStream.range(0, rowCount()).mapToObj(this::row);
    }

    /** The first {@code count} rows, or all if there are fewer; a view. */
    public Table head(long count) {
        return slice(0, Math.min(count, rowCount()));
    }

    /** A view of {@code count} rows from {@code from}. */
    public Table slice(long from, long count) {
        if (from < 0 || count < 0 || from + count > rowCount()) {
            throw new IndexOutOfBoundsException(
                    "Slice [" + from + ", " + (from + count) + ") of " + rowCount() + " rows.");
        }
        List<Batch> views = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            long first = Math.max(from, starts[i]);
            long end = Math.min(from + count, starts[i + 1]);
            if (first < end) {
                views.add(batches.get(i).slice((int) (first - starts[i]), (int) (end - first)));
            }
        }
        return new Table(schema, List.copyOf(views));
    }

    /**
     * Every row as a record: each component takes the column of its name (exactly, else snake_case against camelCase), and
     * its Java type must hold every value of the column's type.
     *
     * @throws ColonnadeException NO_SUCH_COLUMN, TYPE_MISMATCH, or CAST_FAILED for a null in a primitive component
     */
    public <R extends Record> List<R> toList(Class<R> type) {
        try (Stream<R> records = stream(type)) {
            return records.toList();
        }
    }

    /** {@link #toList(Class)}, one record at a time. */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        RecordMapper<R> mapper = RecordMapper.of(type, schema);
        return IntStream.range(0, batches.size()).boxed().flatMap(i -> mapper.stream(batches.get(i), starts[i]));
    }

    /** Every row as a map from column name to value, in column order. */
    public List<Map<String, @Nullable Object>> toMaps() {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>(Math.toIntExact(rowCount()));
        for (Row row : rows()) {
            maps.add(row.toMap());
        }
        return maps;
    }

    /** Prints {@link #toText} with the default options to standard output. */
    @SuppressWarnings("SystemOut")
    public void show() {
        show(ShowOptions.defaults());
    }

    /** Prints {@link #toText} to standard output. */
    public void show(ShowOptions options) {
        System.out.print(toText(options));
    }

    /**
     * An aligned text table: names, types, rows (the first and last where there are more than {@code maxRows}) and a last
     * line with the size of the whole table. Every line ends with {@code \n}.
     */
    public String toText(ShowOptions options) {
        return new TextTable(ShownRows.of(this, options.fittingLine()), options.width()).render();
    }

    /** {@link #toText} with the default options. */
    @Override
    public String toString() {
        return toText(ShowOptions.defaults());
    }

    /** {@link #toHtml(ShowOptions)} with the default options. */
    public String toHtml() {
        return toHtml(ShowOptions.defaults());
    }

    /**
     * One {@code <div>} with a {@code <table>}: no script, no style sheet, no reference to anything outside, every text
     * escaped. Rows and columns beyond the limits of {@code options} are left out with a note of the total.
     */
    public String toHtml(ShowOptions options) {
        return new HtmlTable(ShownRows.of(this, options)).render();
    }

    /** {@link #toCsv(Appendable)} as one string. */
    public String toCsv() {
        StringBuilder out = new StringBuilder();
        toCsv(out);
        return out.toString();
    }

    /** Writes all rows as CSV, as {@link BatchWriter#csv} describes. @throws ColonnadeException IO */
    public void toCsv(Appendable out) {
        BatchWriter.csv(schema, out).writeAll(batches);
    }

    /** Writes all rows as CSV into a file, in UTF-8, replacing it. @throws ColonnadeException IO */
    public void toCsv(Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            toCsv(out);
        } catch (IOException e) {
            throw new ColonnadeException(ErrorCode.IO, "Cannot write '" + file + "': " + e + ".", e);
        }
    }

    /** {@link #toJson(Appendable)} as one string. */
    public String toJson() {
        StringBuilder out = new StringBuilder();
        toJson(out);
        return out.toString();
    }

    /** Writes all rows as JSON, one object a line, as {@link BatchWriter#jsonLines} describes. @throws ColonnadeException IO */
    public void toJson(Appendable out) {
        BatchWriter.jsonLines(schema, out).writeAll(batches);
    }

    /**
     * Writes all rows into an Arrow IPC file, as {@link BatchWriter#arrow} describes. The file is written under another name
     * beside it, forced to the device and then renamed, so that there is the old file or the whole new one.
     *
     * @throws ColonnadeException IO
     */
    public void writeIpc(Path file) {
        NewFile.write(file, out -> BatchWriter.arrow(schema, out).writeAll(batches));
    }

    /**
     * The rows of an Arrow IPC file, which is mapped, not copied: see {@link IpcFile#map} for how long and for what is
     * refused.
     *
     * @throws dev.colonnade.error.DatasetException PATH_NOT_FOUND, NOT_READABLE, CORRUPT_FILE, TRUNCATED_FILE or
     *     UNSUPPORTED_FILE
     */
    public static Table readIpc(Path file) {
        return IpcFile.map(file).table();
    }
}
