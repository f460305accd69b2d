package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects files, in file order, into the columns of a {@link Manifest}. */
final class ManifestBuilder {
    private final Growing.Longs bases = new Growing.Longs();
    private final Growing.Bytes paths = new Growing.Bytes();
    private final Map<String, Integer> directories = new HashMap<>();
    private String lastDirectory = "";
    private int lastBase = -1;
    private int lastNumber;

    private final List<Schema> schemas = new ArrayList<>();
    private final List<ChunkLayout> layouts = new ArrayList<>();
    private final List<List<String>> leafPaths = new ArrayList<>();
    private final List<LeafBuilder> leaves = new ArrayList<>();
    private final Map<List<String>, LeafBuilder> leavesByPath = new HashMap<>();
    private final Map<Schema, Integer> schemasByValue = new HashMap<>();
    private @Nullable Schema lastSchema;
    private int lastSchemaNumber;
    private LeafBuilder[] lastLeaves = new LeafBuilder[0];

    private final Growing.Longs[] files = new Growing.Longs[Manifest.FileColumn.all().length];
    private final Growing.Bytes names = new Growing.Bytes();
    private final Growing.Longs groupRows = new Growing.Longs();
    private final Growing.Longs groupBytes = new Growing.Longs();

    ManifestBuilder() {
        for (int i = 0; i < files.length; i++) {
            files[i] = new Growing.Longs();
        }
    }

    /**
     * Adds the next file.
     *
     * @param base which of the opened places it was found in
     * @param directory its absolute directory
     * @param footer its row groups have a chunk for every leaf of its schema
     * @param young whether it may still change within the tick of its modification time
     */
    void add(int base, String directory, String name, long bytes, long modifiedNanos, Footer footer, boolean young) {
        set(Manifest.FileColumn.DIRECTORY, directory(base, directory));
        names.add(name.getBytes(StandardCharsets.UTF_8));
        set(Manifest.FileColumn.SIZE, bytes);
        set(Manifest.FileColumn.MODIFIED, modifiedNanos);
        set(Manifest.FileColumn.SCHEMA, schema(footer.schema()));
        set(Manifest.FileColumn.GROUPS, footer.rowGroups().size());
        set(Manifest.FileColumn.FOOTER, footer.checksum());
        set(Manifest.FileColumn.UNSETTLED, young ? 1 : 0);
        for (RowGroup group : footer.rowGroups()) {
            add(footer.schema(), group);
        }
    }

    private void set(Manifest.FileColumn column, long value) {
        files[column.ordinal()].add(value);
    }

    /** Files of one directory mostly come together. */
    private int directory(int base, String absolute) {
        if (base == lastBase && absolute.equals(lastDirectory)) {
            return lastNumber;
        }
        String key = base + "|" + absolute;
        Integer known = directories.get(key);
        if (known == null) {
            known = directories.size();
            directories.put(key, known);
            bases.add(base);
            paths.add(absolute.getBytes(StandardCharsets.UTF_8));
        }
        lastBase = base;
        lastDirectory = absolute;
        lastNumber = known;
        return known;
    }

    @SuppressWarnings("ReferenceEquality") // equal ones are found below
    private int schema(Schema schema) {
        if (schema == lastSchema) {
            return lastSchemaNumber;
        }
        int known = schemas.isEmpty() ? -1 : schemasByValue().getOrDefault(schema, -1);
        if (known < 0) {
            known = schemas.size();
            schemas.add(schema);
        }
        lastSchema = schema;
        lastSchemaNumber = known;
        lastLeaves = new LeafBuilder[0];
        return known;
    }

    /** Made when there is a second one: hashing schemas is work that most datasets need not wait for. */
    private Map<Schema, Integer> schemasByValue() {
        for (int i = schemasByValue.size(); i < schemas.size(); i++) {
            schemasByValue.put(schemas.get(i), i);
        }
        return schemasByValue;
    }

    private void add(Schema stored, RowGroup group) {
        List<ColumnChunk> chunks = group.chunks();
        if (lastLeaves.length != chunks.size()) {
            lastLeaves = new LeafBuilder[chunks.size()];
        }
        for (int i = 0; i < lastLeaves.length; i++) {
            ColumnChunk chunk = chunks.get(i);
            LeafBuilder leaf = lastLeaves[i];
            if (leaf == null || !leaf.isAt(chunk.path())) {
                leaf = leaf(chunk.path());
                leaf.use(typeAt(stored, chunk.path()).orElse(null));
                lastLeaves[i] = leaf;
            }
            leaf.fillTo(groupRows.size());
            leaf.add(chunk, group.rowCount());
        }
        groupRows.add(group.rowCount());
        groupBytes.add(group.sizeBytes());
    }

    private LeafBuilder leaf(List<String> path) {
        LeafBuilder leaf = leavesByPath.get(path);
        if (leaf == null) {
            leaf = new LeafBuilder(path, layouts);
            leavesByPath.put(path, leaf);
            leaves.add(leaf);
            leafPaths.add(path);
        }
        return leaf;
    }

    /** The type of the values at a path, if no list or map lies on it. */
    static Optional<DataType> typeAt(Schema schema, List<String> path) {
        DataType type = typeOf(schema.fields(), path.get(0));
        for (int i = 1; i < path.size() && type != null; i++) {
            type = type instanceof DataType.StructType struct ? typeOf(struct.fields(), path.get(i)) : null;
        }
        return Optional.ofNullable(type);
    }

    private static @Nullable DataType typeOf(List<Field> fields, String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.type();
            }
        }
        return null;
    }

    Manifest build() {
        Numbers[] fileColumns = new Numbers[files.length];
        for (int i = 0; i < files.length; i++) {
            fileColumns[i] = files[i].numbers();
        }
        List<Manifest.LeafColumns> leafColumns = new ArrayList<>();
        for (LeafBuilder leaf : leaves) {
            leaf.fillTo(groupRows.size());
            leafColumns.add(leaf.columns());
        }
        return new Manifest(
                new Manifest.Lists(
                        new Manifest.Directories(bases.numbers(), paths.texts(), List.of()),
                        List.copyOf(schemas),
                        List.copyOf(leafPaths),
                        List.copyOf(layouts)),
                new Manifest.Columns(
                        fileColumns, names.texts(), groupRows.numbers(), groupBytes.numbers(), leafColumns));
    }
}
