package dev.colonnade.parquet;

import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being written, one for each combination of key values. Each holds a row group in memory, so at most
 * {@link #MOST_OPEN} are open: the one that has waited longest for a row ends where another has to begin.
 */
final class KeyedSinks implements AutoCloseable {
    static final int MOST_OPEN = 32;

    private static final int MOST_ROWS_AT_ONCE = 4_096;

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private final WriteOrder order;
    private final int[] keys;
    private final int[] columns;
    private final Schema stored;
    private final SinkOptions options;
    private final Map<List<@Nullable String>, ParquetSink> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<WrittenFile> written = new ArrayList<>();
    private int files;

    /** @param stored the columns of {@code rows} that are no keys */
    KeyedSinks(WriteOrder order, Schema rows, Schema stored, SinkOptions options) {
        this.order = order;
        this.keys = order.keys().stream().mapToInt(rows::indexOf).toArray();
        this.columns = stored.names().stream().mapToInt(rows::indexOf).toArray();
        this.stored = stored;
        this.options = options;
    }

    void write(Batch batch) {
        if (keys.length == 0) {
            write(List.of(), batch);
            return;
        }
        Map<List<@Nullable String>, Rows> byKey = new LinkedHashMap<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            byKey.computeIfAbsent(texts(batch, row), k -> new Rows()).add(row);
        }
        byKey.forEach((key, rows) -> write(key, batch.gather(rows.toArray())));
    }

    private List<@Nullable String> texts(Batch batch, int row) {
        List<@Nullable String> texts = new ArrayList<>(keys.length);
        for (int key : keys) {
            texts.add(text(batch.column(key).valueAt(row)));
        }
        return texts;
    }

    /** As {@link WrittenFile#keys} has it. */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(time);
        }
        if (value instanceof Instant instant) {
            return DATE_TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        return value == null ? null : value.toString();
    }

    /** In steps, so that files end near their size. */
    private void write(List<@Nullable String> key, Batch rows) {
        int step = (int) Math.min(MOST_ROWS_AT_ONCE, order.format().rowGroupRows());
        for (int from = 0; from < rows.rowCount(); from += step) {
            Batch some = rows.slice(from, Math.min(step, rows.rowCount() - from));
            List<ColumnVector> values = new ArrayList<>(columns.length);
            for (int column : columns) {
                values.add(some.column(column));
            }
            ParquetSink sink = sink(key);
            sink.write(new Batch(stored, some.rowCount(), values));
            if (sink.sizeBytes() >= order.format().fileBytes()) {
                finish(key);
            }
        }
    }

    private ParquetSink sink(List<@Nullable String> key) {
        ParquetSink known = open.get(key);
        if (known != null) {
            return known;
        }
        if (open.size() == MOST_OPEN) {
            finish(open.keySet().iterator().next());
        }
        return begin(key);
    }

    private ParquetSink begin(List<@Nullable String> key) {
        if (files == order.format().mostFiles()) {
            throw order.tooManyFiles();
        }
        Path path = order.directory().resolve(files++ + order.suffix());
        ParquetSink sink = ParquetSink.create(path, stored, options);
        open.put(key, sink);
        return sink;
    }

    private void finish(List<@Nullable String> key) {
        ParquetSink sink = open.get(key);
        if (sink != null) {
            FileReport report = sink.finish();
            open.remove(key);
            written.add(new WrittenFile(report.path(), key, report.rows()));
        }
    }

    /** Ends all files; without keys there is at least one. */
    List<WrittenFile> finish() {
        if (keys.length == 0 && files == 0) {
            begin(List.of());
        }
        List.copyOf(open.keySet()).forEach(this::finish);
        return List.copyOf(written);
    }

    /** Deletes files that are not finished. */
    @Override
    public void close() {
        open.values().forEach(ParquetSink::close);
        open.clear();
    }

    /** Numbers of rows. */
    private static final class Rows {
        private int[] numbers = new int[16];
        private int count;

        void add(int row) {
            if (count == numbers.length) {
                numbers = java.util.Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = row;
        }

        int[] toArray() {
            return java.util.Arrays.copyOf(numbers, count);
        }
    }
}
