package dev.colonnade.stats;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.ConvertedStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass over the files of a dataset with an eye on one column. */
final class ColumnScan {
    private final ColumnPath path;
    private final StoredTypes types;
    private final ValueTally values;
    private final StorageTally storage = new StorageTally();
    private final Longs fileRows = new Longs();
    private final Longs fileBytes = new Longs();
    private final TreeMap<Object, Amount> byValue = new TreeMap<>(Values.ORDER);
    private final Amount withNull = new Amount();
    private long files;
    private long rowGroups;

    private static final class Amount {
        private long files;
        private long rows;
        private long bytes;

        void add(DataFile file) {
            files++;
            rows += file.rowCount();
            bytes += file.sizeBytes();
        }
    }

    private ColumnScan(ColumnPath path) {
        this.path = path;
        this.types = new StoredTypes(path);
        this.values = new ValueTally(path.type());
    }

    static ColumnScan of(FileSet files, ColumnPath path) {
        ColumnScan scan = new ColumnScan(path);
        for (DataFile file : files.files()) {
            scan.files++;
            scan.fileRows.add(file.rowCount());
            if (path.partition() >= 0) {
                scan.addPartition(file, file.partitionValues().get(path.partition()));
            } else {
                scan.addStored(file);
            }
        }
        return scan;
    }

    private void addPartition(DataFile file, @Nullable Object value) {
        rowGroups += file.rowGroups().size();
        values.addConstant(value, file.rowCount());
        (value == null ? withNull : byValue.computeIfAbsent(value, v -> new Amount())).add(file);
        fileBytes.add(file.sizeBytes());
    }

    private void addStored(DataFile file) {
        DataType stored = types.in(file.schema());
        long bytes = 0;
        for (RowGroup group : file.rowGroups()) {
            rowGroups++;
            if (stored == null || stored instanceof DataType.NullType) {
                values.addNulls(group.rowCount());
            } else {
                bytes += addGroup(group, stored);
            }
        }
        fileBytes.add(bytes);
    }

    private long addGroup(RowGroup group, DataType stored) {
        return path.type().isNested() ? addParts(group) : addLeaf(group, stored);
    }

    private long addLeaf(RowGroup group, DataType stored) {
        Optional<ColumnChunk> chunk = group.chunk(path.names()).filter(found -> !found.repeated());
        if (chunk.isEmpty()) {
            values.addUnknown(group.rowCount());
            return 0;
        }
        storage.add(chunk.get(), group.rowCount());
        values.addPart(group.rowCount(), ConvertedStats.of(chunk.get().stats(), stored, path.type()));
        return chunk.get().stats().compressedBytes();
    }

    /** Of a list, struct or map only sizes are known. */
    private long addParts(RowGroup group) {
        values.addUnknown(group.rowCount());
        long bytes = 0;
        for (ColumnChunk chunk : group.chunks()) {
            if (path.holds(chunk.path())) {
                storage.add(chunk, group.rowCount());
                bytes += chunk.stats().compressedBytes();
            }
        }
        return bytes;
    }

    ColumnPath path() {
        return path;
    }

    ValueTally values() {
        return values;
    }

    ColumnStorage storage() {
        return storage.result(path.name());
    }

    long files() {
        return files;
    }

    long rowGroups() {
        return rowGroups;
    }

    Distribution rowsPerFile() {
        return Distribution.of(fileRows);
    }

    Distribution bytesPerFile() {
        return Distribution.of(fileBytes);
    }

    @Nullable
    Distribution rowsPerValue() {
        return path.partition() < 0
                ? null
                : spread(amounts().stream().map(amount -> amount.rows).toList());
    }

    @Nullable
    Distribution bytesPerValue() {
        return path.partition() < 0
                ? null
                : spread(amounts().stream().map(amount -> amount.bytes).toList());
    }

    private List<Amount> amounts() {
        List<Amount> amounts = new ArrayList<>(byValue.values());
        if (withNull.files > 0) {
            amounts.add(withNull);
        }
        return amounts;
    }

    private static Distribution spread(List<Long> amounts) {
        Longs longs = new Longs();
        amounts.forEach(longs::add);
        return Distribution.of(longs);
    }
}
