package dev.colonnade.write;

import dev.colonnade.backend.WrittenFile;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.CommittedFiles;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the footers of files say that an engine has just written.
 *
 * @param files all of them, if there are any
 */
record StagedFiles(int rowGroups, List<WrittenColumn> columns, Optional<FileSet> files) {
    /** @throws DatasetException if a file does not read, or has other rows than the engine says */
    static StagedFiles read(List<WrittenFile> written) {
        if (written.isEmpty()) {
            return new StagedFiles(0, List.of(), Optional.empty());
        }
        FileSet files = open(written);
        long promised = written.stream().mapToLong(WrittenFile::rows).sum();
        if (files.rowCount() != promised) {
            throw new DatasetException(
                    ErrorCode.INTERNAL,
                    "The engine says that it has written " + promised + " rows, and the files have " + files.rowCount()
                            + ".");
        }
        return new StagedFiles(files.rowGroupCount(), columns(files), Optional.of(files));
    }

    /** The files as a dataset without partitions. */
    static FileSet open(List<WrittenFile> written) {
        return CommittedFiles.staged(written.stream().map(WrittenFile::path).toList());
    }

    private static List<WrittenColumn> columns(FileSet files) {
        Map<List<String>, Sum> sums = new LinkedHashMap<>();
        for (DataFile file : files.files()) {
            for (RowGroup group : file.rowGroups()) {
                for (ColumnChunk chunk : group.chunks()) {
                    sums.computeIfAbsent(chunk.path(), path -> new Sum()).add(chunk);
                }
            }
        }
        List<WrittenColumn> columns = new ArrayList<>();
        sums.forEach((path, sum) -> columns.add(sum.column(path, files)));
        return columns;
    }

    /** One column over all row groups. */
    private static final class Sum {
        private long nulls;
        private long compressed;
        private long uncompressed;
        private boolean bounded = true;
        private boolean counted = true;
        private @Nullable Object min;
        private @Nullable Object max;

        void add(ColumnChunk chunk) {
            ColumnStats stats = chunk.stats();
            compressed += stats.compressedBytes();
            uncompressed += stats.uncompressedBytes();
            counted &= stats.nullCount() >= 0 && !chunk.repeated();
            nulls += stats.nullCount();
            Object least = stats.min();
            Object greatest = stats.max();
            if (least != null && greatest != null && stats.minExact() && stats.maxExact()) {
                Object low = min;
                Object high = max;
                min = low == null || Values.compare(least, low) < 0 ? least : low;
                max = high == null || Values.compare(greatest, high) > 0 ? greatest : high;
            } else {
                bounded = false;
            }
        }

        WrittenColumn column(List<String> path, FileSet files) {
            Field field = files.schema().field(path.get(0));
            return new WrittenColumn(
                    String.join(".", path),
                    field.type().toString(),
                    counted ? nulls : -1,
                    bounded ? min : null,
                    bounded ? max : null,
                    compressed,
                    uncompressed);
        }
    }
}
