package dev.colonnade.stats;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.RowGroup;
import dev.colonnade.stats.DatasetStatistics.SmallParts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pass over the files of a dataset. */
final class DatasetScan {
    private final FileSet set;
    private final ReportOptions options;
    private final Longs fileBytes = new Longs();
    private final Longs fileRows = new Longs();
    private final Longs groupRows = new Longs();
    private final Longs groupBytes = new Longs();
    private final Map<List<String>, StorageTally> columns = new LinkedHashMap<>();
    private final SchemaTally schemas = new SchemaTally();
    private final PartitionTally partitions;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private long smallFiles;
    private long smallFileBytes;
    private long smallGroups;
    private long smallGroupRows;

    DatasetScan(FileSet set, ReportOptions options) {
        this.set = set;
        this.options = options;
        this.partitions = new PartitionTally(set.partitionFields());
    }

    DatasetStatistics result() {
        set.files().forEach(this::add);
        return new DatasetStatistics(
                set.locations(),
                set.id(),
                set.rowCount(),
                set.sizeBytes(),
                Instant.ofEpochSecond(0, oldest),
                Instant.ofEpochSecond(0, newest),
                Distribution.of(fileBytes),
                Distribution.of(fileRows),
                Distribution.of(groupRows),
                Distribution.of(groupBytes),
                new SmallParts(options, smallFiles, smallFileBytes, smallGroups, smallGroupRows),
                columns.entrySet().stream()
                        .map(column -> column.getValue().result(String.join(".", column.getKey())))
                        .toList(),
                schemas.differences(),
                partitions.keys(),
                partitions.rowsPerPartition());
    }

    private void add(DataFile file) {
        fileBytes.add(file.sizeBytes());
        fileRows.add(file.rowCount());
        oldest = Math.min(oldest, file.modifiedNanos());
        newest = Math.max(newest, file.modifiedNanos());
        if (file.sizeBytes() < options.smallFileBytes()) {
            smallFiles++;
            smallFileBytes += file.sizeBytes();
        }
        schemas.add(file);
        partitions.add(file);
        file.rowGroups().forEach(this::add);
    }

    private void add(RowGroup group) {
        groupRows.add(group.rowCount());
        groupBytes.add(group.sizeBytes());
        if (group.rowCount() < options.smallRowGroupRows()) {
            smallGroups++;
            smallGroupRows += group.rowCount();
        }
        for (ColumnChunk chunk : group.chunks()) {
            columns.computeIfAbsent(chunk.path(), path -> new StorageTally()).add(chunk, group.rowCount());
        }
    }
}
