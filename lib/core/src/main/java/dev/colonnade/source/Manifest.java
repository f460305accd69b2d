package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.io.File;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset's files, in columns: one row per file, in file order, and one per row group. Nothing here is an
 * object per file; {@link #rowGroups} makes some when asked. Immutable and safe for use by several threads.
 */
final class Manifest {
    /**
     * The directories that hold files, by number.
     *
     * @param bases which of the opened places each was found in
     * @param paths their absolute normalized paths
     * @param values per partition field the value of each directory as {@link BoundBytes}, or none for null
     */
    record Directories(Numbers bases, Texts paths, List<Texts> values) {
        int size() {
            return paths.size();
        }
    }

    /** What rows refer to by number. */
    record Lists(Directories directories, List<Schema> schemas, List<List<String>> leaves, List<ChunkLayout> layouts) {}

    /** The columns of one leaf, a row per row group. */
    record LeafColumns(Numbers[] numbers, Texts min, Texts max) {}

    /** All columns. */
    record Columns(Numbers[] files, Texts names, Numbers groupRows, Numbers groupBytes, List<LeafColumns> leaves) {}

    /** The integer columns of files. */
    enum FileColumn {
        DIRECTORY(DataType.INT32),
        SIZE(DataType.INT64),
        MODIFIED(DataType.INT64),
        SCHEMA(DataType.INT32),
        GROUPS(DataType.INT32),
        FOOTER(DataType.INT32),
        UNSETTLED(DataType.UINT8);

        private static final FileColumn[] ALL = values();

        private final DataType.IntType type;

        FileColumn(DataType.IntType type) {
            this.type = type;
        }

        DataType.IntType type() {
            return type;
        }

        static FileColumn[] all() {
            return ALL;
        }
    }

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

        private static final LeafColumn[] ALL = values();

        private final DataType.IntType type;
        private final long absent;

        LeafColumn(DataType.IntType type, long absent) {
            this.type = type;
            this.absent = absent;
        }

        DataType.IntType type() {
            return type;
        }

        long absent() {
            return absent;
        }

        static LeafColumn[] all() {
            return ALL;
        }
    }

    private static final int PRESENT = 1;
    private static final int MIN_EXACT = 2;
    private static final int MAX_EXACT = 4;
    private static final int UNPROVEN = 8;
    private static final int REPEATED = 16;
    private static final int ONLY_NULLS = 32;

    private final Lists lists;
    private final Columns columns;
    private final int[] groupStart;
    private final Map<List<String>, Integer> leafNumbers = new HashMap<>();
    private final Map<Integer, Boolean> proven = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the columns contradict each other */
    Manifest(Lists lists, Columns columns) {
        this.lists = lists;
        this.columns = columns;
        long[] counts = column(FileColumn.GROUPS);
        this.groupStart = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            groupStart[i + 1] = Math.addExact(groupStart[i], (int) counts[i]);
        }
        if (groupStart[counts.length] != columns.groupRows().size()) {
            throw new IllegalArgumentException("The files' row groups are not those of the manifest.");
        }
        for (int i = 0; i < lists.leaves().size(); i++) {
            leafNumbers.put(lists.leaves().get(i), i);
        }
    }

    /** The same files, of whose directories these are the partition values, as {@link Directories#values}. */
    Manifest withPartitions(List<Texts> values) {
        Directories directories = lists.directories();
        return new Manifest(
                new Lists(
                        new Directories(directories.bases(), directories.paths(), values),
                        lists.schemas(),
                        lists.leaves(),
                        lists.layouts()),
                columns);
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

    Columns columns() {
        return columns;
    }

    Lists lists() {
        return lists;
    }

    // --- files

    int fileCount() {
        return columns.names().size();
    }

    /** A column of all files; not to be written. */
    long[] column(FileColumn column) {
        return columns.files()[column.ordinal()].all();
    }

    /** The number of the directory that the file lies in. */
    int directory(int file) {
        return (int) column(FileColumn.DIRECTORY)[file];
    }

    String name(int file) {
        return columns.names().textAt(file);
    }

    /** The absolute normalized path. */
    String absolute(int file) {
        return join(lists.directories().paths().textAt(directory(file)), name(file));
    }

    /** @param directory absolute, or relative and maybe empty */
    static String join(String directory, String name) {
        return directory.isEmpty() || directory.endsWith(File.separator)
                ? directory + name
                : directory + File.separator + name;
    }

    long sizeBytes(int file) {
        return column(FileColumn.SIZE)[file];
    }

    long modifiedNanos(int file) {
        return column(FileColumn.MODIFIED)[file];
    }

    Schema schema(int file) {
        return lists.schemas().get((int) column(FileColumn.SCHEMA)[file]);
    }

    /** CRC-32C of the footer. */
    int footerChecksum(int file) {
        return (int) column(FileColumn.FOOTER)[file];
    }

    /** Whether the file was so young when its footer was read that a later change may show the same modification time. */
    boolean isUnsettled(int file) {
        return column(FileColumn.UNSETTLED)[file] != 0;
    }

    /** The value of a partition field for the files of a directory. */
    @Nullable
    Object partitionValue(int field, int directory) {
        byte[] value = lists.directories().values().get(field).at(directory);
        return value == null ? null : BoundBytes.decode(value);
    }

    // --- row groups, numbered through all files

    int groupCount() {
        return columns.groupRows().size();
    }

    /** The number of a file's first row group; that of the file behind the last is {@link #groupCount}. */
    int firstGroup(int file) {
        return groupStart[file];
    }

    long rows(int group) {
        return columns.groupRows().all()[group];
    }

    long bytes(int group) {
        return columns.groupBytes().all()[group];
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
        return new FileSet.Totals(id, fileCount(), rows, fileBytes, groupBytes);
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
                    ColumnChunk chunk = chunk(leaf, group);
                    if (chunk != null) {
                        all.add(chunk);
                    }
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

    /** Whether the flags of a leaf are of a row group that has it. */
    static boolean isPresent(long flags) {
        return (flags & PRESENT) != 0;
    }

    /** Whether the least value is in the row group. */
    static boolean isMinExact(long flags) {
        return (flags & MIN_EXACT) != 0;
    }

    /** Whether the greatest value is in the row group. */
    static boolean isMaxExact(long flags) {
        return (flags & MAX_EXACT) != 0;
    }

    boolean isProven(int leaf) {
        Boolean known = proven.get(leaf);
        if (known == null) {
            known = statesNothingUnproven(leaf);
            proven.put(leaf, known);
        }
        return known;
    }

    private boolean statesNothingUnproven(int leaf) {
        for (long flags : column(leaf, LeafColumn.FLAGS)) {
            if ((flags & UNPROVEN) != 0) {
                return false;
            }
        }
        return true;
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
        return columns.leaves().get(leaf).numbers()[column.ordinal()].all();
    }

    private @Nullable ColumnChunk chunk(int leaf, int group) {
        LeafColumns vector = columns.leaves().get(leaf);
        int flags = (int) number(vector, LeafColumn.FLAGS, group);
        if ((flags & PRESENT) == 0) {
            return null;
        }
        ChunkLayout layout = lists.layouts().get((int) number(vector, LeafColumn.LAYOUT, group));
        ColumnStats stats = new ColumnStats(
                bound(vector.min(), group),
                bound(vector.max(), group),
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

    private static long number(LeafColumns leaf, LeafColumn column, int group) {
        return leaf.numbers()[column.ordinal()].at(group);
    }

    private static @Nullable Object bound(Texts bounds, int group) {
        byte[] bytes = bounds.at(group);
        return bytes == null ? null : BoundBytes.decode(bytes);
    }
}
