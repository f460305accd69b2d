package dev.colonnade.maintain;

import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.write.ColumnTally;
import dev.colonnade.write.WriteReport;
import dev.colonnade.write.WrittenColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much some files are.
 *
 * @param bytes the size of the files
 * @param columns what their footers say; none where these were not read
 */
public record Extent(long files, long rows, long rowGroups, long bytes, List<WrittenColumn> columns) {
    static final Extent NOTHING = new Extent(0, 0, 0, 0, List.of());
    static final DataType TYPE = DataType.struct(List.of(
            Field.required("files", DataType.INT64),
            Field.required("rows", DataType.INT64),
            Field.required("row_groups", DataType.INT64),
            Field.required("bytes", DataType.INT64),
            Field.required("codec_ratio", DataType.FLOAT64)));

    public Extent {
        columns = List.copyOf(columns);
    }

    /** Of files whose footers are known. */
    static Extent of(List<DataFile> files) {
        long rows = 0;
        long groups = 0;
        long bytes = 0;
        for (DataFile file : files) {
            rows += file.rowCount();
            groups += file.rowGroups().size();
            bytes += file.sizeBytes();
        }
        return new Extent(
                files.size(), rows, groups, bytes, new ColumnTally().add(files).columns());
    }

    /** Of files whose footers say nothing of rows, or were not read. */
    static Extent ofBytes(long files, long bytes) {
        return new Extent(files, 0, 0, bytes, List.of());
    }

    static Extent of(WriteReport report) {
        return new Extent(report.files().size(), report.rows(), report.rowGroups(), report.bytes(), report.columns());
    }

    Extent plus(Extent other) {
        return new Extent(
                files + other.files,
                rows + other.rows,
                rowGroups + other.rowGroups,
                bytes + other.bytes,
                new ColumnTally().addColumns(columns).addColumns(other.columns).columns());
    }

    /** Bytes before compression for each stored byte of pages; 1 if there are none. */
    public double codecRatio() {
        long compressed =
                columns.stream().mapToLong(WrittenColumn::compressedBytes).sum();
        long uncompressed =
                columns.stream().mapToLong(WrittenColumn::uncompressedBytes).sum();
        return compressed == 0 ? 1 : (double) uncompressed / compressed;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("files", files);
        map.put("rows", rows);
        map.put("row_groups", rowGroups);
        map.put("bytes", bytes);
        map.put("codec_ratio", codecRatio());
        return map;
    }
}
