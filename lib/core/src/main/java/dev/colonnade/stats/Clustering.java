package dev.colonnade.stats;

import dev.colonnade.batch.Table;
import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.ConvertedStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well the rows are ordered by one column, as seen by a reader that skips by footers: what a look-up by it has to
 * open. NaN is left out.
 *
 * @param column the name it was asked by
 * @param type its type
 * @param files the ranges of files
 * @param rowGroups the ranges of row groups
 * @param verdict what it comes to, in one sentence
 */
public record Clustering(String column, DataType type, RangeOverlap files, RangeOverlap rowGroups, String verdict)
        implements Report {
    private static final Schema RANGES = Schema.of(
            Field.required("ranges", DataType.STRING),
            Field.required("files", DataType.STRING),
            Field.required("row_groups", DataType.STRING));

    /**
     * Looks at the ranges of one column.
     *
     * @param column as in {@link ColumnStatistics#of}
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name
     */
    public static Clustering of(FileSet files, String column) {
        ColumnPath path = ColumnPath.resolve(files, column);
        StoredTypes types = new StoredTypes(path);
        Ranges byFile = new Ranges();
        Ranges byGroup = new Ranges();
        for (DataFile file : files.files()) {
            addFile(file, path, types, byFile, byGroup);
        }
        RangeOverlap overFiles = byFile.overlap();
        RangeOverlap overGroups = byGroup.overlap();
        return new Clustering(column, path.type(), overFiles, overGroups, Verdict.of(column, overFiles, overGroups));
    }

    private static void addFile(DataFile file, ColumnPath path, StoredTypes types, Ranges byFile, Ranges byGroup) {
        Ranges.Part whole = new Ranges.Part(path.type());
        DataType stored = path.partition() < 0 ? types.in(file.schema()) : null;
        for (RowGroup group : file.rowGroups()) {
            if (group.rowCount() == 0) {
                continue;
            }
            ColumnStats stats = path.partition() < 0
                    ? stored(group, path, stored)
                    : constant(file.partitionValues().get(path.partition()), group);
            whole.add(group.rowCount(), stats);
            Ranges.Part part = new Ranges.Part(path.type());
            part.add(group.rowCount(), stats);
            byGroup.add(part);
        }
        if (file.rowCount() > 0) {
            byFile.add(whole);
        }
    }

    private static ColumnStats constant(@Nullable Object value, RowGroup group) {
        return new ColumnStats(value, value, true, true, value == null ? group.rowCount() : 0, 0, -1, 0, 0);
    }

    private static ColumnStats stored(RowGroup group, ColumnPath path, @Nullable DataType stored) {
        if (stored == null || stored instanceof DataType.NullType) {
            return constant(null, group);
        }
        Optional<ColumnChunk> chunk = group.chunk(path.names()).filter(found -> !found.repeated());
        return chunk.isEmpty()
                ? new ColumnStats(null, null, false, false, -1, -1, -1, 0, 0)
                : ConvertedStats.of(chunk.get().stats(), stored, path.type());
    }

    @Override
    public Content content() {
        Map<String, Object> overFiles = files.toMap();
        Map<String, Object> overGroups = rowGroups.toMap();
        List<List<Object>> shown = new ArrayList<>();
        overFiles.forEach((figure, value) -> shown.add(
                List.of(figure.replace('_', ' '), text(value), text(Objects.requireNonNull(overGroups.get(figure))))));
        return new Content("Clustering")
                .text("column", column)
                .text("type", type.toString())
                .text("verdict", verdict)
                .json("files", RangeOverlap.TYPE, overFiles)
                .json("row_groups", RangeOverlap.TYPE, overGroups)
                .shown("ranges", Table.ofRows(RANGES, shown));
    }

    private static String text(Object figure) {
        return figure instanceof Long count ? Content.grouped(count) : Content.decimal((Double) figure);
    }

    @Override
    public String toString() {
        return toText();
    }
}
