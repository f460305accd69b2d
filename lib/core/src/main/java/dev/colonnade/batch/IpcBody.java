package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of one record batch: a node per field and the buffers of each, in the pre-order of the fields, every buffer at a
 * multiple of {@link #ALIGNMENT} bytes. Buffers are views of the vectors' where those begin at a whole value; a slice's
 * shifted bits and offsets are made anew. Dictionaries are written out, and a vector of nothing but nulls as zeros.
 */
final class IpcBody {
    /** What the Arrow format recommends for the start and the length of buffers. */
    static final int ALIGNMENT = 64;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final List<Node> nodes = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private long length;

    IpcBody(Schema schema, Batch batch) {
        for (int i = 0; i < schema.size(); i++) {
            add(schema.field(i).type(), batch.column(i));
        }
    }

    /** How many values and nulls a field has. */
    record Node(int length, int nulls) {}

    /** {@code length} bytes at {@code offset} of the body: those of {@code bytes}, then zeros. */
    record Piece(long offset, long length, ByteBuffer bytes) {}

    List<Node> nodes() {
        return nodes;
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** Bytes of all buffers with their padding. */
    long length() {
        return length;
    }

    void writeTo(IpcSink sink) {
        for (Piece piece : pieces) {
            sink.put(piece.bytes());
            sink.putZeros(padded(piece.length()) - piece.bytes().remaining());
        }
    }

    private void add(DataType type, ColumnVector vector) {
        if (vector instanceof DictionaryVector encoded) {
            add(type, encoded.decoded());
        } else if (type instanceof DataType.NullType || vector instanceof NullVector) {
            addNulls(type, vector.length());
        } else {
            addNode(vector);
            if (vector instanceof BoolVector bools) {
                put(Bits.from(bools.bits(), bools.offset(), bools.length()));
            } else if (vector instanceof FixedVector fixed) {
                put(fixed.window());
            } else if (vector instanceof VarVector var) {
                Offsets offsets = Offsets.of(
                        var.offsets(), var.offset(), var.length(), var.bytes().capacity());
                put(offsets.fromZero());
                put(var.bytes().slice(offsets.first(), offsets.last() - offsets.first()));
            } else if (vector instanceof ListVector list) {
                ColumnVector child = list.child();
                Offsets offsets = Offsets.of(list.offsets(), list.offset(), list.length(), child.length());
                put(offsets.fromZero());
                addElements(type, child.slice(offsets.first(), offsets.last() - offsets.first()));
            } else if (vector instanceof StructVector struct) {
                addMembers(((DataType.StructType) type).fields(), struct);
            }
        }
    }

    private void addElements(DataType type, ColumnVector child) {
        if (child instanceof DictionaryVector encoded) {
            addElements(type, encoded.decoded());
        } else if (type instanceof DataType.MapType map) {
            if (child instanceof StructVector entries) {
                addNode(entries);
                addMembers(List.of(map.key(), map.value()), entries);
            } else {
                addNullMembers(List.of(map.key(), map.value()), child.length());
            }
        } else {
            add(((DataType.ListType) type).element().type(), child);
        }
    }

    private void addMembers(List<Field> fields, StructVector struct) {
        for (int i = 0; i < fields.size(); i++) {
            add(fields.get(i).type(), struct.child(i));
        }
    }

    private void addNode(ColumnVector vector) {
        ByteBuffer validity = vector.validity();
        @Nullable ByteBuffer bits = validity == null ? null : Bits.from(validity, vector.offset(), vector.length());
        int nulls = bits == null ? 0 : vector.length() - Bits.ones(bits, vector.length());
        nodes.add(new Node(vector.length(), nulls));
        put(bits == null || nulls == 0 ? NOTHING : bits);
    }

    private void addNullMembers(List<Field> fields, int count) {
        nodes.add(new Node(count, 0));
        put(NOTHING);
        fields.forEach(field -> addNulls(field.type(), count));
    }

    private void addNulls(DataType type, int count) {
        nodes.add(new Node(count, count));
        if (type instanceof DataType.NullType) {
            return;
        }
        putZeros(Bits.bytes(count));
        if (type instanceof DataType.BoolType) {
            putZeros(Bits.bytes(count));
        } else if (type instanceof DataType.StringType || type instanceof DataType.BinaryType) {
            putZeros((count + 1L) * Integer.BYTES);
            put(NOTHING);
        } else if (type instanceof DataType.ListType list) {
            putZeros((count + 1L) * Integer.BYTES);
            addNulls(list.element().type(), 0);
        } else if (type instanceof DataType.MapType map) {
            putZeros((count + 1L) * Integer.BYTES);
            addNullMembers(List.of(map.key(), map.value()), 0);
        } else if (type instanceof DataType.StructType struct) {
            struct.fields().forEach(field -> addNulls(field.type(), count));
        } else {
            putZeros((long) count * FixedLayout.of(type).width(type));
        }
    }

    private void put(ByteBuffer bytes) {
        put(bytes, bytes.remaining());
    }

    private void putZeros(long count) {
        put(NOTHING, count);
    }

    private void put(ByteBuffer bytes, long size) {
        pieces.add(new Piece(length, size, bytes));
        length += padded(size);
    }

    private static long padded(long size) {
        return size + Math.floorMod(-size, ALIGNMENT);
    }
}
