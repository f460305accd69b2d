package dev.colonnade.source;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects files, in file order, into the columns of a {@link Manifest}. */
final class ManifestBuilder {
    private final Map<Manifest.Directory, Integer> directories = new LinkedHashMap<>();
    private final Map<Schema, Integer> schemas = new LinkedHashMap<>();
    private final Map<Schema, Schema> known = new HashMap<>();
    private final Map<ChunkLayout, Integer> layouts = new LinkedHashMap<>();
    private final Map<List<String>, Leaf> leaves = new LinkedHashMap<>();

    private final Growing.Longs directory = new Growing.Longs(DataType.INT32, Integer.BYTES);
    private final Growing.Bytes name = new Growing.Bytes(DataType.STRING);
    private final Growing.Longs size = new Growing.Longs(DataType.INT64, Long.BYTES);
    private final Growing.Longs modified = new Growing.Longs(DataType.INT64, Long.BYTES);
    private final Growing.Longs schema = new Growing.Longs(DataType.INT32, Integer.BYTES);
    private final Growing.Longs groups = new Growing.Longs(DataType.INT32, Integer.BYTES);
    private final Growing.Longs footerChecksum = new Growing.Longs(DataType.INT32, Integer.BYTES);
    private final Growing.Longs unsettled = new Growing.Longs(DataType.UINT8, Byte.BYTES);
    private final Growing.Longs groupRows = new Growing.Longs(DataType.INT64, Long.BYTES);
    private final Growing.Longs groupBytes = new Growing.Longs(DataType.INT64, Long.BYTES);

    /** @param known schemas to use where files have equal ones */
    ManifestBuilder(List<Schema> known) {
        known.forEach(each -> this.known.put(each, each));
    }

    /**
     * Adds the next file.
     *
     * @param footer its row groups have a chunk for every leaf of its schema
     * @param young whether it may still change within the tick of its modification time
     */
    void add(Manifest.Directory parent, String fileName, long bytes, long modifiedNanos, Footer footer, boolean young) {
        directory.add(number(directories, parent));
        name.add(fileName.getBytes(StandardCharsets.UTF_8));
        size.add(bytes);
        modified.add(modifiedNanos);
        schema.add(number(schemas, known.computeIfAbsent(footer.schema(), each -> each)));
        groups.add(footer.rowGroups().size());
        footerChecksum.add(footer.checksum());
        unsettled.add(young ? 1 : 0);
        for (RowGroup group : footer.rowGroups()) {
            add(footer.schema(), group);
        }
    }

    private void add(Schema stored, RowGroup group) {
        for (ColumnChunk chunk : group.chunks()) {
            Leaf leaf = leaves.computeIfAbsent(chunk.path(), path -> new Leaf());
            leaf.fillTo(groupRows.size());
            leaf.add(chunk, typeAt(stored, chunk.path()), group.rowCount());
        }
        groupRows.add(group.rowCount());
        groupBytes.add(group.sizeBytes());
    }

    /** The type of the values at a path, if no list or map lies on it. */
    static Optional<DataType> typeAt(Schema schema, List<String> path) {
        Optional<DataType> type = schema.find(path.get(0)).map(Field::type);
        for (String part : path.subList(1, path.size())) {
            type = type.filter(DataType.StructType.class::isInstance)
                    .flatMap(t -> ((DataType.StructType) t)
                            .fields().stream()
                                    .filter(f -> f.name().equals(part))
                                    .findFirst())
                    .map(Field::type);
        }
        return type;
    }

    private static <K> int number(Map<K, Integer> numbers, K key) {
        Integer known = numbers.get(key);
        if (known == null) {
            known = numbers.size();
            numbers.put(key, known);
        }
        return known;
    }

    Manifest build() {
        List<Field> fields = new ArrayList<>(
                List.of(Field.required("rows", DataType.INT64), Field.required("bytes", DataType.INT64)));
        List<ColumnVector> vectors = new ArrayList<>(List.of(groupRows.vector(), groupBytes.vector()));
        int number = 0;
        for (Leaf leaf : leaves.values()) {
            leaf.fillTo(groupRows.size());
            ColumnVector vector = leaf.vector();
            fields.add(Field.required("leaf" + number++, vector.type()));
            vectors.add(vector);
        }
        DataType.StructType struct = DataType.struct(fields);
        ColumnVector list = ColumnVector.ofList(
                DataType.list(Field.required("element", struct)),
                groups.size(),
                null,
                offsets(),
                ColumnVector.ofStruct(struct, groupRows.size(), null, vectors));
        return new Manifest(
                new Manifest.Lists(
                        List.copyOf(directories.keySet()),
                        List.copyOf(schemas.keySet()),
                        List.copyOf(leaves.keySet()),
                        List.copyOf(layouts.keySet())),
                Manifest.batch(List.of(
                        directory.vector(),
                        name.vector(),
                        size.vector(),
                        modified.vector(),
                        schema.vector(),
                        groups.vector(),
                        footerChecksum.vector(),
                        unsettled.vector(),
                        list)));
    }

    /** Where the row groups of each file begin. */
    private ByteBuffer offsets() {
        ColumnVector counts = groups.vector();
        ByteBuffer offsets =
                ByteBuffer.allocate((counts.length() + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        offsets.putInt(end);
        for (int i = 0; i < counts.length(); i++) {
            end += counts.intAt(i);
            offsets.putInt(end);
        }
        return offsets.flip();
    }

    /** The columns of one leaf. */
    private final class Leaf {
        private final Growing.Longs[] numbers = new Growing.Longs[Manifest.LeafColumn.values().length];
        private final Growing.Bytes min = new Growing.Bytes(DataType.BINARY);
        private final Growing.Bytes max = new Growing.Bytes(DataType.BINARY);
        private int size;

        Leaf() {
            for (Manifest.LeafColumn column : Manifest.LeafColumn.values()) {
                numbers[column.ordinal()] = new Growing.Longs(column.type(), column.width());
            }
        }

        /** Row groups up to {@code count} lack the leaf. */
        void fillTo(int count) {
            while (size < count) {
                for (Manifest.LeafColumn column : Manifest.LeafColumn.values()) {
                    numbers[column.ordinal()].add(column.absent());
                }
                min.add(null);
                max.add(null);
                size++;
            }
        }

        void add(ColumnChunk chunk, Optional<DataType> type, long rows) {
            ColumnStats stats = chunk.stats();
            ChunkLayout layout = chunk.layout();
            boolean ranged = !chunk.repeated() && type.map(SortKeys::kind).isPresent();
            boolean onlyNulls = !chunk.repeated() && stats.nullCount() == rows;
            boolean mayBeNan = stats.nanCount() != 0 && type.isPresent() && type.get() instanceof DataType.FloatType;
            set(Manifest.LeafColumn.LOW, low(stats, ranged, onlyNulls));
            set(Manifest.LeafColumn.HIGH, high(stats, ranged && !mayBeNan, onlyNulls));
            set(Manifest.LeafColumn.FLAGS, Manifest.flags(chunk, onlyNulls));
            set(Manifest.LeafColumn.NULLS, stats.nullCount());
            set(Manifest.LeafColumn.NANS, stats.nanCount());
            set(Manifest.LeafColumn.DISTINCT, stats.distinctCount());
            set(Manifest.LeafColumn.COMPRESSED, stats.compressedBytes());
            set(Manifest.LeafColumn.UNCOMPRESSED, stats.uncompressedBytes());
            set(Manifest.LeafColumn.LAYOUT, number(layouts, Manifest.withoutPlaces(layout)));
            set(Manifest.LeafColumn.BLOOM_OFFSET, layout.bloomOffset());
            set(Manifest.LeafColumn.BLOOM_BYTES, layout.bloomBytes());
            set(Manifest.LeafColumn.INDEX_OFFSET, layout.columnIndexOffset());
            set(Manifest.LeafColumn.INDEX_BYTES, layout.columnIndexBytes());
            Object least = stats.min();
            Object greatest = stats.max();
            min.add(least == null ? null : BoundBytes.encode(least));
            max.add(greatest == null ? null : BoundBytes.encode(greatest));
            size++;
        }

        private long low(ColumnStats stats, boolean ranged, boolean onlyNulls) {
            Object min = stats.min();
            return onlyNulls ? SortKeys.GREATEST : ranged && min != null ? SortKeys.key(min) : SortKeys.LEAST;
        }

        private long high(ColumnStats stats, boolean ranged, boolean onlyNulls) {
            Object max = stats.max();
            return onlyNulls ? SortKeys.LEAST : ranged && max != null ? SortKeys.key(max) : SortKeys.GREATEST;
        }

        private void set(Manifest.LeafColumn column, long value) {
            numbers[column.ordinal()].add(value);
        }

        ColumnVector vector() {
            List<Field> fields = new ArrayList<>();
            List<ColumnVector> vectors = new ArrayList<>();
            for (Manifest.LeafColumn column : Manifest.LeafColumn.values()) {
                ColumnVector vector = numbers[column.ordinal()].vectorUnless(column.absent());
                fields.add(new Field(
                        column.name().toLowerCase(Locale.ROOT),
                        vector.type(),
                        vector.type().equals(DataType.NULL)));
                vectors.add(vector);
            }
            fields.add(Field.of("min", DataType.BINARY));
            vectors.add(min.vector());
            fields.add(Field.of("max", DataType.BINARY));
            vectors.add(max.vector());
            return ColumnVector.ofStruct(DataType.struct(fields), size, null, vectors);
        }
    }
}
