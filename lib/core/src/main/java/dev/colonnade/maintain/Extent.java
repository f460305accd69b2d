package dev.colonnade.maintain;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much some files are.
 *
 * @param bytes the size of the files
 * @param compressedBytes pages as they are stored
 * @param uncompressedBytes pages before compression
 */
public record Extent(long files, long rows, long rowGroups, long bytes, long compressedBytes, long uncompressedBytes) {
    static final Extent NOTHING = new Extent(0, 0, 0, 0, 0, 0);
    static final DataType TYPE = DataType.struct(List.of(
            Field.required("files", DataType.INT64),
            Field.required("rows", DataType.INT64),
            Field.required("row_groups", DataType.INT64),
            Field.required("bytes", DataType.INT64),
            Field.required("codec_ratio", DataType.FLOAT64)));

    /** Of files whose footers are known. */
    static Extent of(Iterable<DataFile> files) {
        Extent sum = NOTHING;
        for (DataFile file : files) {
            sum = sum.plus(of(file));
        }
        return sum;
    }

    static Extent of(DataFile file) {
        long compressed = 0;
        long uncompressed = 0;
        for (RowGroup group : file.rowGroups()) {
            for (ColumnChunk chunk : group.chunks()) {
                compressed += chunk.stats().compressedBytes();
                uncompressed += chunk.stats().uncompressedBytes();
            }
        }
        return new Extent(1, file.rowCount(), file.rowGroups().size(), file.sizeBytes(), compressed, uncompressed);
    }

    Extent plus(Extent other) {
        return new Extent(
                files + other.files,
                rows + other.rows,
                rowGroups + other.rowGroups,
                bytes + other.bytes,
                compressedBytes + other.compressedBytes,
                uncompressedBytes + other.uncompressedBytes);
    }

    /** Bytes before compression for each stored byte of pages; 1 if there are none. */
    public double codecRatio() {
        return compressedBytes == 0 ? 1 : (double) uncompressedBytes / compressedBytes;
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
