package dev.colonnade.source;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A manifest's columns as one Arrow batch, a row per file with its row groups as a list, and where in the IPC file each
 * column's buffers are: so that a reader finds them without Arrow's own metadata, which takes a new process longer to read than
 * all the rest. A column of one value is of type null in Arrow, and its value stands here.
 */
final class ColumnPlaces {
    private final int files;
    private final int groups;
    private final int directories;
    private final int leaves;
    /** Per integer column 0 and its only value, or its width and its buffer; per column of texts three buffers. */
    private final List<long[]> places = new ArrayList<>();

    private int buffers;

    private ColumnPlaces(int files, int groups, int directories, int leaves) {
        this.files = files;
        this.groups = groups;
        this.directories = directories;
        this.leaves = leaves;
    }

    /** The batch, and which of its buffers hold what. */
    static Batch batch(Manifest manifest, List<ColumnPlaces> places) {
        ColumnPlaces made = new ColumnPlaces(
                manifest.fileCount(),
                manifest.groupCount(),
                manifest.lists().directories().size(),
                manifest.lists().leaves().size());
        places.add(made);
        return made.batch(manifest.columns());
    }

    private Batch batch(Manifest.Columns columns) {
        List<Field> fields = new ArrayList<>();
        List<ColumnVector> vectors = new ArrayList<>();
        for (Manifest.FileColumn column : Manifest.FileColumn.all()) {
            add(column.name(), columns.files()[column.ordinal()], column.type(), fields, vectors);
        }
        add("NAME", columns.names(), DataType.STRING, fields, vectors);
        List<Field> groupFields = new ArrayList<>();
        List<ColumnVector> groupVectors = new ArrayList<>();
        buffers += 3; // validity and offsets of the list, validity of its structs
        add("ROWS", columns.groupRows(), DataType.INT64, groupFields, groupVectors);
        add("BYTES", columns.groupBytes(), DataType.INT64, groupFields, groupVectors);
        for (Manifest.LeafColumns leaf : columns.leaves()) {
            add(leaf, groupFields, groupVectors);
        }
        DataType.StructType struct = DataType.struct(groupFields);
        DataType list = DataType.list(Field.required("element", struct));
        fields.add(Field.required("row_groups", list));
        vectors.add(ColumnVector.ofList(
                list, files, null, offsets(columns), ColumnVector.ofStruct(struct, groups, null, groupVectors)));
        return new Batch(Schema.of(fields), files, vectors);
    }

    private void add(Manifest.LeafColumns leaf, List<Field> fields, List<ColumnVector> vectors) {
        buffers++; // validity of the struct
        List<Field> leafFields = new ArrayList<>();
        List<ColumnVector> leafVectors = new ArrayList<>();
        for (Manifest.LeafColumn column : Manifest.LeafColumn.all()) {
            add(column.name(), leaf.numbers()[column.ordinal()], column.type(), leafFields, leafVectors);
        }
        add("MIN", leaf.min(), DataType.BINARY, leafFields, leafVectors);
        add("MAX", leaf.max(), DataType.BINARY, leafFields, leafVectors);
        DataType.StructType struct = DataType.struct(leafFields);
        fields.add(Field.required("leaf" + fields.size(), struct));
        vectors.add(ColumnVector.ofStruct(struct, groups, null, leafVectors));
    }

    private void add(
            String name, Numbers column, DataType.IntType type, List<Field> fields, List<ColumnVector> vectors) {
        long first = column.size() == 0 ? 0 : column.at(0);
        if (column.isAlways(first)) {
            places.add(new long[] {0, first});
            fields.add(Field.of(name.toLowerCase(Locale.ROOT), DataType.NULL));
            vectors.add(ColumnVector.ofNulls(DataType.NULL, column.size()));
            return;
        }
        places.add(new long[] {type.bits() / Byte.SIZE, buffers + 1});
        buffers += 2;
        fields.add(Field.required(name.toLowerCase(Locale.ROOT), type));
        vectors.add(column.vector(type));
    }

    private void add(String name, Texts column, DataType type, List<Field> fields, List<ColumnVector> vectors) {
        ColumnVector vector = column.vector(type);
        places.add(new long[] {vector.hasNoValidity() ? -1 : buffers, buffers + 1, buffers + 2});
        buffers += 3;
        fields.add(Field.of(name.toLowerCase(Locale.ROOT), type));
        vectors.add(vector);
    }

    private ByteBuffer offsets(Manifest.Columns columns) {
        ByteBuffer offsets = ByteBuffer.allocate((files + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        offsets.putInt(0, end);
        long[] counts = columns.files()[Manifest.FileColumn.GROUPS.ordinal()].all();
        for (int i = 0; i < files; i++) {
            end += (int) counts[i];
            offsets.putInt((i + 1) * Integer.BYTES, end);
        }
        return offsets;
    }

    /** Puts the places of buffers in the file, and their lengths, in the place of their numbers. */
    void resolve(long[] offsets, long[] lengths) {
        if (offsets.length != buffers) {
            throw new IllegalStateException("The batch has " + offsets.length + " buffers, not " + buffers + ".");
        }
        for (int i = 0; i < places.size(); i++) {
            long[] place = places.get(i);
            if (place.length == 3) {
                places.set(i, new long[] {
                    place[0] < 0 ? -1 : offsets[(int) place[0]],
                    offsets[(int) place[1]],
                    offsets[(int) place[2]],
                    lengths[(int) place[2]]
                });
            } else if (place[0] > 0) {
                place[1] = offsets[(int) place[1]];
            }
        }
    }

    // --- on disk

    void write(Packed.Writer out) {
        out.number(files);
        out.number(groups);
        out.number(directories);
        out.number(leaves);
        for (long[] place : places) {
            for (long number : place) {
                out.number(number);
            }
        }
    }

    /** The manifest whose columns and lists begin at {@code in}. */
    static Manifest read(ByteBuffer file, Packed.Reader in) {
        ColumnPlaces header = new ColumnPlaces(in.integer(), in.integer(), in.integer(), in.integer());
        Numbers[] files = numbers(file, in, Manifest.FileColumn.all().length, header.files);
        Texts names = texts(file, in, header.files);
        Numbers[] groups = numbers(file, in, 2, header.groups);
        List<Manifest.LeafColumns> leaves = new ArrayList<>();
        for (int i = 0; i < header.leaves; i++) {
            leaves.add(new Manifest.LeafColumns(
                    numbers(file, in, Manifest.LeafColumn.all().length, header.groups),
                    texts(file, in, header.groups),
                    texts(file, in, header.groups)));
        }
        return new Manifest(
                ManifestFormat.lists(in, header.directories),
                new Manifest.Columns(files, names, groups[0], groups[1], leaves));
    }

    private static Numbers[] numbers(ByteBuffer file, Packed.Reader in, int count, int size) {
        Numbers[] columns = new Numbers[count];
        for (int i = 0; i < count; i++) {
            int width = in.integer();
            long place = in.number();
            columns[i] = width == 0
                    ? Numbers.constant(place, size)
                    : Numbers.stored(file, Math.toIntExact(place), width, size);
        }
        return columns;
    }

    private static Texts texts(ByteBuffer file, Packed.Reader in, int size) {
        int validity = in.integer();
        int offsets = in.integer();
        int bytes = in.integer();
        int length = in.integer();
        return new Texts(
                size,
                validity < 0 ? null : file.slice(validity, (size + 7) / 8),
                file.slice(offsets, (size + 1) * Integer.BYTES),
                file.slice(bytes, length));
    }
}
