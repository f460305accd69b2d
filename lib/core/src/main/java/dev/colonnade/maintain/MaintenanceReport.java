package dev.colonnade.maintain;

import dev.colonnade.batch.Table;
import dev.colonnade.stats.Content;
import dev.colonnade.stats.Report;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import dev.colonnade.write.WrittenColumn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operation did to a dataset, or would do.
 *
 * @param operation its name and what it was asked for, such as {@code recompress to ZSTD level 19}
 * @param outcome whether it was done
 * @param directory the dataset's
 * @param versions that it made, one a step; none if there was nothing to do
 * @param before the files that were replaced or taken out
 * @param after the files that came in their place; an estimate if nothing was done
 * @param untouched the other files of the dataset
 * @param partitions the directories it touched, relative to the dataset's, sorted; an empty text is the directory itself
 * @param notes what else is to be known, one sentence each
 * @param time from the call to the end
 */
public record MaintenanceReport(
        String operation,
        Outcome outcome,
        Path directory,
        List<Long> versions,
        Extent before,
        Extent after,
        long untouched,
        List<String> partitions,
        List<String> notes,
        Duration time)
        implements Report {
    private static final DataType TEXTS = DataType.list(Field.required("element", DataType.STRING));
    private static final DataType NUMBERS = DataType.list(Field.required("element", DataType.INT64));
    private static final Schema EXTENTS = Schema.of(
            Field.required("files_that", DataType.STRING),
            Field.required("files", DataType.STRING),
            Field.required("rows", DataType.STRING),
            Field.required("row_groups", DataType.STRING),
            Field.required("bytes", DataType.STRING),
            Field.required("codec_ratio", DataType.STRING));
    private static final Schema COLUMNS = Schema.of(
            Field.required("column", DataType.STRING),
            Field.required("type", DataType.STRING),
            Field.of("rows_before", DataType.INT64),
            Field.of("rows_after", DataType.INT64),
            Field.of("nulls", DataType.INT64),
            Field.of("min", DataType.STRING),
            Field.of("max", DataType.STRING),
            Field.of("bytes_before", DataType.INT64),
            Field.of("bytes_after", DataType.INT64),
            Field.of("ratio_before", DataType.FLOAT64),
            Field.of("ratio_after", DataType.FLOAT64),
            Field.required("codecs", DataType.STRING),
            Field.required("encodings", DataType.STRING));

    /** Whether an operation was done. */
    public enum Outcome {
        /** It was. */
        DONE,
        /** There was nothing to do. */
        NOTHING_TO_DO,
        /** It was asked for as a dry run: nothing was changed. */
        DRY_RUN
    }

    public MaintenanceReport {
        versions = List.copyOf(versions);
        partitions = List.copyOf(partitions);
        notes = List.copyOf(notes);
    }

    /** Whether the dataset has changed. */
    public boolean changed() {
        return outcome == Outcome.DONE;
    }

    @Override
    public Content content() {
        Content content = new Content("Maintenance")
                .text("operation", operation)
                .text(
                        "outcome",
                        outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .text("directory", directory.toString())
                .fact("versions", NUMBERS, versions, versions.isEmpty() ? "none" : joined(versions))
                .json("before", Extent.TYPE, before.toMap())
                .json("after", Extent.TYPE, after.toMap())
                .count("untouched_files", untouched)
                .fact("partitions", TEXTS, partitions, Content.grouped(partitions.size()))
                .json("notes", TEXTS, notes)
                .fact("millis", DataType.INT64, time.toMillis(), Content.grouped(time.toMillis()));
        content.shown("files", Table.ofRows(EXTENTS, extents()));
        content.table("columns", Table.ofRows(COLUMNS, columns()));
        if (!notes.isEmpty()) {
            List<List<Object>> lines = new ArrayList<>();
            notes.forEach(note -> lines.add(List.of(note)));
            content.shown("notes", Table.ofRows(Schema.of(Field.required("note", DataType.STRING)), lines));
        }
        return content;
    }

    /** Of what came; of what went where nothing came, as before it is done. */
    private List<List<@Nullable Object>> columns() {
        Map<String, WrittenColumn> old = byName(before.columns());
        Map<String, WrittenColumn> fresh = outcome == Outcome.DONE ? byName(after.columns()) : Map.of();
        Set<String> names = new LinkedHashSet<>(fresh.keySet());
        names.addAll(old.keySet());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String name : names) {
            WrittenColumn went = old.get(name);
            WrittenColumn came = fresh.get(name);
            WrittenColumn told = came == null ? Objects.requireNonNull(went) : came;
            List<@Nullable Object> row = new ArrayList<>(List.of(name, told.type()));
            row.add(went == null ? null : went.rows());
            row.add(came == null ? null : came.rows());
            row.add(told.nulls() < 0 ? null : told.nulls());
            row.add(told.minText());
            row.add(told.maxText());
            row.add(went == null ? null : went.compressedBytes());
            row.add(came == null ? null : came.compressedBytes());
            row.add(went == null ? null : went.roundedRatio());
            row.add(came == null ? null : came.roundedRatio());
            row.add(String.join(", ", told.codecs()));
            row.add(String.join(", ", told.encodings()));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, WrittenColumn> byName(List<WrittenColumn> columns) {
        Map<String, WrittenColumn> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    private static String joined(List<Long> numbers) {
        return String.join(", ", numbers.stream().map(Objects::toString).toList());
    }

    private List<List<Object>> extents() {
        boolean done = outcome != Outcome.DRY_RUN;
        return List.of(row(done ? "went" : "would go", before), row(done ? "came" : "would come, about", after));
    }

    private static List<Object> row(String what, Extent extent) {
        return List.of(
                what,
                Content.grouped(extent.files()),
                Content.grouped(extent.rows()),
                Content.grouped(extent.rowGroups()),
                Content.grouped(extent.bytes()),
                Content.decimal(extent.codecRatio()));
    }

    /** One line. */
    public String summary() {
        return operation + ": "
                + outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ", "
                + Content.plural(before.files(), "file") + " (" + Content.grouped(before.bytes()) + " bytes) -> "
                + Content.plural(after.files(), "file") + " (" + Content.grouped(after.bytes()) + " bytes), "
                + Content.grouped(time.toMillis()) + " ms";
    }

    @Override
    public String toString() {
        return toText();
    }
}
