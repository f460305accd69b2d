package dev.colonnade.source;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.List;

/**
 * One frozen moment of a dataset: which files it had, and what their footers said. Two file sets are equal if they name
 * the same files in the same state and were opened with the same options.
 *
 * <p>A column of {@link #schema()} is, in this order: a partition field, whose value for a file is in
 * {@link DataFile#partitionValues()} even if the file stores a column of that name; a column that the file stores, maybe
 * with a narrower type; or null in a file that lacks it.
 */
public final class FileSet {
    private final String id;
    private final List<String> locations;
    private final DatasetOptions options;
    private final Schema schema;
    private final List<Field> partitionFields;
    private final List<DataFile> files;
    private final List<Path> roots;
    private final long rowCount;
    private final long sizeBytes;

    FileSet(
            List<String> locations,
            DatasetOptions options,
            List<Path> roots,
            Schema schema,
            List<Field> partitionFields,
            List<DataFile> files) {
        this.locations = List.copyOf(locations);
        this.options = options;
        this.roots = List.copyOf(roots);
        this.schema = schema;
        this.partitionFields = List.copyOf(partitionFields);
        this.files = List.copyOf(files);
        this.rowCount = files.stream().mapToLong(DataFile::rowCount).reduce(0, Math::addExact);
        this.sizeBytes = files.stream().mapToLong(DataFile::sizeBytes).sum();
        this.id = SnapshotId.of(files, roots, options);
    }

    /** 32 hexadecimal digits that stand for the absolute paths, sizes and modification times of the files, the roots and the options. */
    public String id() {
        return id;
    }

    /** The stored columns in file order, then the partition fields that no file stores. */
    public Schema schema() {
        return schema;
    }

    /** The columns that come from directory names, outermost first. */
    public List<Field> partitionFields() {
        return partitionFields;
    }

    /** The files in <em>file order</em>: sorted by absolute path. */
    public List<DataFile> files() {
        return files;
    }

    /** The rows of all files, from their footers. */
    public long rowCount() {
        return rowCount;
    }

    /** The size of all files. */
    public long sizeBytes() {
        return sizeBytes;
    }

    public SchemaMode schemaMode() {
        return options.schemaMode();
    }

    /** What was opened, as given. */
    public List<String> locations() {
        return locations;
    }

    public DatasetOptions options() {
        return options;
    }

    /** The directories below which directory names can be partitions, each once. */
    public List<Path> roots() {
        return roots;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSet set && id.equals(set.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "FileSet[" + files.size() + " files, " + rowCount + " rows, " + id + "]";
    }
}
