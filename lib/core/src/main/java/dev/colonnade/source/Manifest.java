package dev.colonnade.source;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.File;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset's files, in columns: one row per file, in file order, and one per row group. Nothing here is an
 * object per file; {@link #rowGroups} makes some when asked. Immutable and safe for use by several threads.
 */
final class Manifest {
    /**
     * A directory that holds files.
     *
     * @param base which of the opened places it was found in
     * @param absolute its absolute normalized path
     */
    record Directory(int base, String absolute) {}

    /** What rows refer to by number. */
    record Lists(
            List<Directory> directories, List<Schema> schemas, List<List<String>> leaves, List<ChunkLayout> layouts) {}

    /** The integer columns of a leaf, with what they hold for a row group that lacks it. */
    enum LeafColumn {
        LOW(DataType.INT64, SortKeys.GREATEST),
        HIGH(DataType.INT64, SortKeys.LEAST),
        FLAGS(DataType.UINT8, 0),
        NULLS(DataType.INT64, 0),
        NANS(DataType.INT64, 0),
        DISTINCT(DataType.INT64, -1),
        COMPRESSED(DataType.INT64, 0),
        UNCOMPRESSED(DataType.INT64, 0),
        LAYOUT(DataType.INT32, 0),
        BLOOM_OFFSET(DataType.INT64, -1),
        BLOOM_BYTES(DataType.INT32, -1),
        INDEX_OFFSET(DataType.INT64, -1),
        INDEX_BYTES(DataType.INT32, 0);

        private final DataType.IntType type;
        private final long absent;

        LeafColumn(DataType.IntType type, long absent) {
            this.type = type;
            this.absent = absent;
        }

        DataType type() {
            return type;
        }

        int width() {
            return type.bits() / Byte.SIZE;
        }

        long absent() {
            return absent;
        }
    }

    private static final int PRESENT = 1;
    private static final int MIN_EXACT = 2;
    private static final int MAX_EXACT = 4;
    private static final int UNPROVEN = 8;
    private static final int REPEATED = 16;
    private static final int ONLY_NULLS = 32;

    private static final List<Field> FILE_FIELDS = List.of(
            Field.required("directory", DataType.INT32),
            Field.required("name", DataType.STRING),
            Field.required("size", DataType.INT64),
            Field.required("modified", DataType.INT64),
            Field.required("schema", DataType.INT32),
            Field.required("groups", DataType.INT32),
            Field.required("footer", DataType.INT32),
            Field.required("unsettled", DataType.UINT8));

    private final Lists lists;
    private final Batch batch;
    private final int[] groupStart;
    private final ColumnVector groupRows;
    private final ColumnVector groupBytes;
    private final ColumnVector[][] leafColumns;
    private final Map<List<String>, Integer> leafNumbers = new HashMap<>();
    private final Map<Long, long[]> columns = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> proven = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the batch is not one that {@link ManifestBuilder} made */
    Manifest(Lists lists, Batch batch) {
        this.lists = lists;
        this.batch = batch;
        ColumnVector groups = batch.column(FILE_FIELDS.size()).elements();
        this.groupRows = groups.child(0);
        this.groupBytes = groups.child(1);
        this.leafColumns = new ColumnVector[lists.leaves().size()][LeafColumn.values().length + 2];
        this.groupStart = new int[batch.rowCount() + 1];
        ColumnVector counts = batch.column(5);
        for (int i = 0; i < batch.rowCount(); i++) {
            groupStart[i + 1] = Math.addExact(groupStart[i], counts.intAt(i));
        }
        if (groupStart[batch.rowCount()] != groups.length()) {
            throw new IllegalArgumentException("The files' row groups are not those of the manifest.");
        }
        for (int i = 0; i < lists.leaves().size(); i++) {
            leafNumbers.put(lists.leaves().get(i), i);
            ColumnVector leaf = groups.child(2 + i);
            for (int j = 0; j < leafColumns[i].length; j++) {
                leafColumns[i][j] = leaf.child(j);
            }
        }
    }

    static Batch batch(List<ColumnVector> vectors) {
        List<Field> fields = new ArrayList<>(FILE_FIELDS);
        fields.add(Field.required("row_groups", vectors.get(FILE_FIELDS.size()).type()));
        return new Batch(Schema.of(fields), vectors.get(0).length(), vectors);
    }

    static int flags(ColumnChunk chunk, boolean onlyNulls) {
        return PRESENT
                | (chunk.stats().minExact() ? MIN_EXACT : 0)
                | (chunk.stats().maxExact() ? MAX_EXACT : 0)
                | (chunk.unproven() ? UNPROVEN : 0)
                | (chunk.repeated() ? REPEATED : 0)
                | (onlyNulls ? ONLY_NULLS : 0);
    }

    /** What many chunks have in common. */
    static ChunkLayout withoutPlaces(ChunkLayout layout) {
        return new ChunkLayout(
                layout.physical(),
                layout.codec(),
                layout.encodings(),
                layout.dictionary(),
                layout.fallback(),
                -1,
                -1,
                -1,
                0);
    }

    Batch batch() {
        return batch;
    }

    Lists lists() {
        return lists;
    }

    // --- files

    int fileCount() {
        return batch.rowCount();
    }

    /** The number of the directory that the file lies in. */
    int directory(int file) {
        return batch.column(0).intAt(file);
    }

    String name(int file) {
        return batch.column(1).stringAt(file);
    }

    /** The absolute normalized path. */
    String absolute(int file) {
        String parent = lists.directories().get(directory(file)).absolute();
        return parent.endsWith(File.separator) ? parent + name(file) : parent + File.separator + name(file);
    }

    long sizeBytes(int file) {
        return batch.column(2).longAt(file);
    }

    long modifiedNanos(int file) {
        return batch.column(3).longAt(file);
    }

    Schema schema(int file) {
        return lists.schemas().get(batch.column(4).intAt(file));
    }

    /** CRC-32C of the footer. */
    int footerChecksum(int file) {
        return batch.column(6).intAt(file);
    }

    /** Whether the file was so young when its footer was read that a later change may show the same modification time. */
    boolean isUnsettled(int file) {
        return batch.column(7).intAt(file) != 0;
    }

    // --- row groups, numbered through all files

    int groupCount() {
        return groupRows.length();
    }

    /** The number of a file's first row group; that of the file behind the last is {@link #groupCount}. */
    int firstGroup(int file) {
        return groupStart[file];
    }

    long rows(int group) {
        return groupRows.longAt(group);
    }

    long bytes(int group) {
        return groupBytes.longAt(group);
    }

    long rowsOf(int file) {
        long rows = 0;
        for (int group = firstGroup(file); group < firstGroup(file + 1); group++) {
            rows = Math.addExact(rows, rows(group));
        }
        return rows;
    }

    FileSet.Totals totals(String id) {
        long rows = 0;
        long groupBytes = 0;
        long fileBytes = 0;
        for (int group = 0; group < groupCount(); group++) {
            rows = Math.addExact(rows, rows(group));
            groupBytes += bytes(group);
        }
        for (int file = 0; file < fileCount(); file++) {
            fileBytes += sizeBytes(file);
        }
        return new FileSet.Totals(id, rows, fileBytes, groupBytes);
    }

    /** The row groups of a file, made as they are asked for. */
    List<RowGroup> rowGroups(int file) {
        int first = firstGroup(file);
        int count = firstGroup(file + 1) - first;
        return new AbstractList<>() {
            @Override
            public RowGroup get(int index) {
                return rowGroup(first + Objects.checkIndex(index, count));
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    RowGroup rowGroup(int group) {
        return new RowGroup(rows(group), bytes(group), new RowGroup.Chunks() {
            @Override
            public List<ColumnChunk> all() {
                List<ColumnChunk> all = new ArrayList<>();
                for (int leaf = 0; leaf < lists.leaves().size(); leaf++) {
                    Optional.ofNullable(chunk(leaf, group)).ifPresent(all::add);
                }
                return all;
            }

            @Override
            public @Nullable ColumnChunk find(List<String> path) {
                Integer leaf = leafNumbers.get(path);
                return leaf == null ? null : chunk(leaf, group);
            }
        });
    }

    // --- leaves

    /** The number of the leaf at a path; -1 if no file has it. */
    int leaf(List<String> path) {
        return leafNumbers.getOrDefault(path, -1);
    }

    /** Whether the row group has the leaf, and in it something but nulls. */
    boolean mayHoldValues(int leaf, int group) {
        long flags = column(leaf, LeafColumn.FLAGS)[group];
        return (flags & PRESENT) != 0 && (flags & ONLY_NULLS) == 0;
    }

    boolean isProven(int leaf) {
        return proven.computeIfAbsent(
                leaf, l -> Arrays.stream(column(l, LeafColumn.FLAGS)).noneMatch(flags -> (flags & UNPROVEN) != 0));
    }

    boolean mayHoldNulls(int leaf, int group) {
        return (column(leaf, LeafColumn.FLAGS)[group] & PRESENT) == 0 || column(leaf, LeafColumn.NULLS)[group] != 0;
    }

    /** The numbers of the leaves that a column of the schema is, or consists of. */
    List<Integer> leavesOf(String column) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lists.leaves().size(); i++) {
            if (lists.leaves().get(i).get(0).equals(column)) {
                found.add(i);
            }
        }
        return found;
    }

    /** One integer column of a leaf, over all row groups; not to be written. */
    long[] column(int leaf, LeafColumn column) {
        long key = (long) leaf * LeafColumn.values().length + column.ordinal();
        return columns.computeIfAbsent(key, k -> read(leaf, column));
    }

    private long[] read(int leaf, LeafColumn column) {
        long[] values = new long[groupCount()];
        ColumnVector vector = leafColumns[leaf][column.ordinal()];
        if (vector.type().equals(DataType.NULL)) {
            Arrays.fill(values, column.absent());
        } else {
            vector.copyLongs(values, 0);
        }
        return values;
    }

    private @Nullable ColumnChunk chunk(int leaf, int group) {
        ColumnVector[] vector = leafColumns[leaf];
        int flags = (int) number(vector, LeafColumn.FLAGS, group);
        if ((flags & PRESENT) == 0) {
            return null;
        }
        ChunkLayout layout = lists.layouts().get((int) number(vector, LeafColumn.LAYOUT, group));
        ColumnStats stats = new ColumnStats(
                bound(vector, 0, group),
                bound(vector, 1, group),
                (flags & MIN_EXACT) != 0,
                (flags & MAX_EXACT) != 0,
                number(vector, LeafColumn.NULLS, group),
                number(vector, LeafColumn.NANS, group),
                number(vector, LeafColumn.DISTINCT, group),
                number(vector, LeafColumn.COMPRESSED, group),
                number(vector, LeafColumn.UNCOMPRESSED, group));
        return new ColumnChunk(
                lists.leaves().get(leaf),
                (flags & REPEATED) != 0,
                stats,
                (flags & UNPROVEN) != 0,
                new ChunkLayout(
                        layout.physical(),
                        layout.codec(),
                        layout.encodings(),
                        layout.dictionary(),
                        layout.fallback(),
                        number(vector, LeafColumn.BLOOM_OFFSET, group),
                        (int) number(vector, LeafColumn.BLOOM_BYTES, group),
                        number(vector, LeafColumn.INDEX_OFFSET, group),
                        (int) number(vector, LeafColumn.INDEX_BYTES, group)));
    }

    private static long number(ColumnVector[] leaf, LeafColumn column, int group) {
        ColumnVector vector = leaf[column.ordinal()];
        return vector.type().equals(DataType.NULL) ? column.absent() : vector.longAt(group);
    }

    private static @Nullable Object bound(ColumnVector[] leaf, int which, int group) {
        ColumnVector vector = leaf[LeafColumn.values().length + which];
        return vector.isNull(group) ? null : BoundBytes.decode(vector.bytesAt(group));
    }
}
