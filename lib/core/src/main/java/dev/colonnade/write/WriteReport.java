package dev.colonnade.write;

import dev.colonnade.batch.Table;
import dev.colonnade.stats.Content;
import dev.colonnade.stats.Report;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a write did.
 *
 * @param directory the dataset's
 * @param version what it made
 * @param what what was done, as the log has it
 * @param files the new files, by path
 * @param replacedFiles how many files were taken out
 * @param rowGroups in the new files
 * @param columns stored columns of the new files, in file order
 * @param changes what merge, update and delete did to rows; empty for other writes
 * @param time from the call to the end of the commit
 */
public record WriteReport(
        Path directory,
        long version,
        String what,
        List<Written> files,
        int replacedFiles,
        int rowGroups,
        List<WrittenColumn> columns,
        Optional<RowChanges> changes,
        Duration time)
        implements Report {
    private static final Schema COLUMNS = Schema.of(
            Field.required("column", DataType.STRING),
            Field.required("type", DataType.STRING),
            Field.required("rows", DataType.INT64),
            Field.of("nulls", DataType.INT64),
            Field.of("min", DataType.STRING),
            Field.of("max", DataType.STRING),
            Field.required("bytes", DataType.INT64),
            Field.required("uncompressed", DataType.INT64),
            Field.required("ratio", DataType.FLOAT64),
            Field.required("codecs", DataType.STRING),
            Field.required("encodings", DataType.STRING));

    public WriteReport {
        files = List.copyOf(files);
        columns = List.copyOf(columns);
    }

    /**
     * A new file.
     *
     * @param path relative to the dataset's directory
     */
    public record Written(String path, long rows, long bytes) {}

    /** Of the new files. */
    public long rows() {
        return files.stream().mapToLong(Written::rows).sum();
    }

    public long bytes() {
        return files.stream().mapToLong(Written::bytes).sum();
    }

    /** Bytes before compression for each byte of pages in the files; 1 if there are none. */
    public double codecRatio() {
        long compressed =
                columns.stream().mapToLong(WrittenColumn::compressedBytes).sum();
        long uncompressed =
                columns.stream().mapToLong(WrittenColumn::uncompressedBytes).sum();
        return WrittenColumn.ratio(compressed, uncompressed);
    }

    /** One line; {@link #toText} tells more. */
    @Override
    public String toString() {
        String replaced = replacedFiles == 0 ? "" : ", " + count(replacedFiles, "file") + " replaced";
        String changed = changes.map(c -> String.format(
                        Locale.ROOT,
                        ", %,d inserted, %,d updated, %,d deleted%s",
                        c.inserted(),
                        c.updated(),
                        c.deleted(),
                        c.skipped() == 0 ? "" : String.format(Locale.ROOT, ", %,d skipped", c.skipped())))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "version %d: %s in %s (%s, %s)%s%s, %,d bytes, compressed %.1f times, %,d ms",
                version,
                count(rows(), "row"),
                count(files.size(), "file"),
                count(rowGroups, "row group"),
                what,
                replaced,
                changed,
                bytes(),
                codecRatio(),
                time.toMillis());
    }

    private static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? thing : thing + "s");
    }

    @Override
    public Content content() {
        Content content = new Content("Write")
                .text("directory", directory.toString())
                .count("version", version)
                .text("what", what)
                .count("rows", rows())
                .count("files", files.size())
                .count("replaced_files", replacedFiles)
                .count("row_groups", rowGroups)
                .count("bytes", bytes())
                .number("codec_ratio", codecRatio());
        changes.ifPresentOrElse(
                rows -> content.count("inserted", rows.inserted())
                        .count("updated", rows.updated())
                        .count("deleted", rows.deleted()),
                () -> List.of("inserted", "updated", "deleted")
                        .forEach(key -> content.json(key, DataType.INT64, null)));
        return content.count("millis", time.toMillis())
                .table(
                        "columns",
                        Table.ofRows(
                                COLUMNS, columns.stream().map(WriteReport::row).toList()));
    }

    private static List<@Nullable Object> row(WrittenColumn column) {
        List<@Nullable Object> row = new ArrayList<>(List.of(column.name(), column.type(), column.rows()));
        row.add(column.nulls() < 0 ? null : column.nulls());
        row.add(column.minText());
        row.add(column.maxText());
        row.add(column.compressedBytes());
        row.add(column.uncompressedBytes());
        row.add(column.roundedRatio());
        row.add(String.join(", ", column.codecs()));
        row.add(String.join(", ", column.encodings()));
        return row;
    }
}
