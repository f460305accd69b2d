package dev.colonnade.source;

import dev.colonnade.commit.ReadVersions;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One frozen moment of a dataset: which files it had, and what their footers said. Two file sets are equal if they name
 * the same files in the same state and were opened with the same options.
 *
 * <p>A column of {@link #schema()} is, in this order: a partition field, whose value for a file is in
 * {@link DataFile#partitionValues()} even if the file stores a column of that name; a column that the file stores, maybe
 * with a narrower type; or null in a file that lacks it.
 *
 * <p>Row groups are numbered through all files, in file order.
 */
public final class FileSet {
    /** Of how many filters the outcome is remembered. */
    private static final int PRUNINGS = 8;

    /**
     * A place that was opened.
     *
     * @param path the directory that its files were found below, in the form it was given in
     * @param absolute the same, absolute and normalized
     * @param root the absolute directory below which directory names can be partitions
     */
    record Base(Path path, String absolute, Path root) {
        boolean isSame(Base other) {
            return path.equals(other.path) && absolute.equals(other.absolute) && root.equals(other.root);
        }
    }

    /** What all files have together. */
    record Totals(String id, long files, long rows, long bytes, long rowGroupBytes) {}

    private final Deferred<Manifest> manifest;
    private final List<String> locations;
    private final DatasetOptions options;
    private final List<Base> bases;
    private final Schema schema;
    private final List<Field> partitionFields;
    private final Totals totals;
    private final ReadVersions versions;
    private final List<PartitionRule> rules;
    private final List<DataFile> files = new Files();
    private final LinkedHashMap<PruneKey, Pruning> prunings = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable AtomicReferenceArray<@Nullable Path> directories;
    private @Nullable BitSet keepingRules;

    private record PruneKey(List<BoundExpr> conditions, Optional<FileSelection> selection) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof PruneKey that
                    && conditions.equals(that.conditions)
                    && selection.equals(that.selection);
        }

        @Override
        public int hashCode() {
            return 31 * conditions.hashCode() + selection.hashCode();
        }
    }

    /**
     * @param manifest with the values of the partition fields
     * @param rules by which writes have computed keys of files with a mark
     */
    FileSet(
            Deferred<Manifest> manifest,
            List<String> locations,
            DatasetOptions options,
            List<Base> bases,
            Schema schema,
            List<Field> partitionFields,
            Totals totals,
            ReadVersions versions,
            List<PartitionRule> rules) {
        this.rules = List.copyOf(rules);
        this.manifest = manifest;
        this.locations = List.copyOf(locations);
        this.options = options;
        this.bases = List.copyOf(bases);
        this.schema = schema;
        this.partitionFields = List.copyOf(partitionFields);
        this.totals = totals;
        this.versions = versions;
    }

    /** 32 hexadecimal digits that stand for the absolute paths, sizes, modification times and footers of the files, the roots and the options. */
    public String id() {
        return totals.id();
    }

    /** The stored columns in file order, then the partition fields that no file stores. */
    public Schema schema() {
        return schema;
    }

    /** The columns that come from directory names, outermost first. */
    public List<Field> partitionFields() {
        return partitionFields;
    }

    /** How partition keys are computed of columns, as the dataset's log has it: see {@link #keepingRules}. */
    public List<PartitionRule> rules() {
        return rules;
    }

    /** The files of which the partition keys of all rows are computed by {@link #rules}. */
    public synchronized BitSet keepingRules() {
        BitSet known = keepingRules;
        if (known == null) {
            known = KeyMarks.marked(rules, manifest(), bases.get(0).root().toString());
            keepingRules = known;
        }
        return (BitSet) known.clone();
    }

    /** The files in <em>file order</em>: sorted by absolute path. Each is made when it is asked for. */
    public List<DataFile> files() {
        return files;
    }

    /** The rows of all files, from their footers. */
    public long rowCount() {
        return totals.rows();
    }

    /** The size of all files. */
    public long sizeBytes() {
        return totals.bytes();
    }

    public SchemaMode schemaMode() {
        return options.schemaMode();
    }

    /** What was opened, as given. */
    public List<String> locations() {
        return locations;
    }

    /** What keeps the files while they are read. */
    public ReadVersions versions() {
        return versions;
    }

    public DatasetOptions options() {
        return options;
    }

    /** The directories below which directory names can be partitions, each once. */
    public List<Path> roots() {
        return roots(bases);
    }

    static List<Path> roots(List<Base> bases) {
        List<Path> roots = new ArrayList<>();
        for (Base base : bases) {
            if (!roots.contains(base.root())) {
                roots.add(base.root());
            }
        }
        return roots;
    }

    // --- row groups, without an object for each

    public int rowGroupCount() {
        return manifest().groupCount();
    }

    /** The number of a file's first row group; of {@code files().size()}, {@link #rowGroupCount}. */
    public int firstRowGroup(int file) {
        return manifest().firstGroup(file);
    }

    /** The number of the directory of a file; files of one directory have the same partition values. */
    public int directoryOf(int file) {
        return manifest().directory(file);
    }

    public long rowsOf(int rowGroup) {
        return manifest().rows(rowGroup);
    }

    /** The compressed bytes of a row group. */
    public long bytesOf(int rowGroup) {
        return manifest().bytes(rowGroup);
    }

    /**
     * Which row groups may hold a row that meets all conditions; what was asked last is remembered.
     *
     * @param conditions boolean expressions bound to {@link #schema}
     * @param selection the files that count, or null for all
     */
    public Pruning prune(List<BoundExpr> conditions, @Nullable FileSelection selection) {
        PruneKey key = new PruneKey(List.copyOf(conditions), Optional.ofNullable(selection));
        synchronized (prunings) {
            Pruning known = prunings.get(key);
            if (known != null) {
                return known;
            }
        }
        Pruning fresh = Pruning.of(this, conditions, selection);
        synchronized (prunings) {
            prunings.put(key, fresh);
            if (prunings.size() > PRUNINGS) {
                prunings.remove(prunings.keySet().iterator().next());
            }
        }
        return fresh;
    }

    /** The compressed bytes of all row groups. */
    public long rowGroupBytes() {
        return totals.rowGroupBytes();
    }

    /** The compressed bytes of a column in a row group, with all its parts if it is nested; 0 if the file lacks it. */
    public long bytesOf(int rowGroup, String column) {
        long bytes = 0;
        for (int leaf : manifest().leavesOf(column)) {
            bytes += manifest().column(leaf, Manifest.LeafColumn.COMPRESSED)[rowGroup];
        }
        return bytes;
    }

    /** Whether no footer states bounds of the column, or of a part of it, that prove nothing: see {@link RowGroup#unproven}. */
    public boolean isProven(String column) {
        for (int leaf : manifest().leavesOf(column)) {
            if (!manifest().isProven(leaf)) {
                return false;
            }
        }
        return true;
    }

    // --- for this room

    /** Begins to read what single files are, if that is not known yet. */
    void begin() {
        manifest.begin("colonnade-manifest");
    }

    Manifest manifest() {
        return manifest.get();
    }

    List<Base> bases() {
        return bases;
    }

    Totals totals() {
        return totals;
    }

    /** The partition values of a directory of the manifest. */
    List<@Nullable Object> directoryValues(int directory) {
        if (partitionFields.isEmpty()) {
            return List.of();
        }
        List<@Nullable Object> values = new ArrayList<>(partitionFields.size());
        for (int i = 0; i < partitionFields.size(); i++) {
            values.add(manifest().partitionValue(i, directory));
        }
        return Collections.unmodifiableList(values);
    }

    private DataFile file(int index) {
        Manifest known = manifest();
        int directory = known.directory(index);
        return new DataFile(
                directory(directory).resolve(known.name(index)),
                known.sizeBytes(index),
                known.modifiedNanos(index),
                known.rowsOf(index),
                known.schema(index),
                known.rowGroups(index),
                directoryValues(directory));
    }

    private Path directory(int number) {
        AtomicReferenceArray<@Nullable Path> paths = directories();
        Path known = paths.get(number);
        if (known == null) {
            Manifest.Directories all = manifest().lists().directories();
            known = path(bases.get((int) all.bases().at(number)), all.paths().textAt(number));
            paths.set(number, known);
        }
        return known;
    }

    private synchronized AtomicReferenceArray<@Nullable Path> directories() {
        AtomicReferenceArray<@Nullable Path> paths = directories;
        if (paths == null) {
            paths = new AtomicReferenceArray<>(manifest().lists().directories().size());
            directories = paths;
        }
        return paths;
    }

    /** The directory in the form in which its base was given. */
    private static Path path(Base base, String directory) {
        if (!directory.startsWith(base.absolute())) {
            return base.path().getFileSystem().getPath(directory); // a glob that climbs up
        }
        String below = directory.substring(base.absolute().length());
        while (below.startsWith(base.path().getFileSystem().getSeparator())) {
            below = below.substring(1);
        }
        return below.isEmpty() ? base.path() : base.path().resolve(below);
    }

    private final class Files extends AbstractList<DataFile> implements RandomAccess {
        @Override
        public DataFile get(int index) {
            return file(Objects.checkIndex(index, size()));
        }

        @Override
        public int size() {
            return (int) totals.files();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSet set && id().equals(set.id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return "FileSet[" + files.size() + " files, " + rowCount() + " rows, " + id() + "]";
    }
}
