package dev.colonnade.batch;

import dev.colonnade.error.DatasetException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Takes vectors out of one record batch: views of the body, checked to be long enough for the values they are said to hold.
 * What the offsets and positions in a body point to is checked by the vectors, at each access.
 */
final class IpcBatchReader {
    /** So many elements need no bytes to be believed. */
    private static final long FREE_ELEMENTS = 1 << 20;

    private final RecordBatch batch;
    private final IpcBytes bytes;
    private final long bodyStart;
    private final long bodyLength;
    private final Map<Long, DictionaryVector> dictionaries;
    private final IpcErrors errors;
    private int nextNode;
    private int nextBuffer;

    IpcBatchReader(
            RecordBatch batch,
            IpcBytes bytes,
            long bodyStart,
            long bodyLength,
            Map<Long, DictionaryVector> dictionaries,
            IpcErrors errors) {
        this.batch = batch;
        this.bytes = bytes;
        this.bodyStart = bodyStart;
        this.bodyLength = bodyLength;
        this.dictionaries = dictionaries;
        this.errors = errors;
        if (batch.compression() != null) {
            throw errors.unsupported("Its batches are compressed: write it without compression.");
        }
    }

    /** Rows of the batch. */
    int rowCount() {
        return count(batch.length(), "rows");
    }

    /** The next column, with {@link #rowCount} values. */
    ColumnVector column(IpcField field) {
        ColumnVector vector = field.dictionary() == null ? plain(field) : positions(field, field.dictionary());
        if (vector.length() != rowCount()) {
            throw errors.corrupt("Column '" + field.field().name() + "' has " + vector.length() + " values for "
                    + rowCount() + " rows.");
        }
        return vector;
    }

    /** The values of {@code field} themselves, not their positions in its dictionary. */
    ColumnVector plain(IpcField field) {
        DataType type = field.field().type();
        Node node = node();
        int count = node.count();
        if (type instanceof DataType.NullType) {
            return ColumnVector.ofNulls(type, count);
        }
        ByteBuffer validity = validity(node);
        if (type instanceof DataType.BoolType) {
            return ColumnVector.ofBits(count, validity, buffer(Bits.bytes(count)));
        }
        if (type instanceof DataType.StringType || type instanceof DataType.BinaryType) {
            return ColumnVector.ofVar(type, count, validity, offsets(count), buffer());
        }
        if (type instanceof DataType.ListType) {
            return ColumnVector.ofList(
                    type,
                    count,
                    validity,
                    offsets(count),
                    elements(nested(field.children().get(0))));
        }
        if (type instanceof DataType.MapType map) {
            return ColumnVector.ofList(
                    type,
                    count,
                    validity,
                    offsets(count),
                    elements(entries(map, field.children().get(0))));
        }
        if (type instanceof DataType.StructType) {
            return struct(type, count, validity, field.children());
        }
        return ColumnVector.ofFixed(
                type,
                count,
                validity,
                buffer((long) count * FixedLayout.of(type).width(type)));
    }

    private ColumnVector nested(IpcField field) {
        return field.dictionary() == null ? plain(field) : positions(field, field.dictionary());
    }

    /** Refuses what a damaged count makes of elements that take no bytes, since a list of them becomes a Java list. */
    private ColumnVector elements(ColumnVector child) {
        if (child.length() > Math.max(FREE_ELEMENTS, Byte.SIZE * bytes.size())) {
            throw errors.unsupported(
                    "Lists have " + child.length() + " elements in a file of " + bytes.size() + " bytes.");
        }
        return child;
    }

    private ColumnVector entries(DataType.MapType map, IpcField field) {
        Field key = map.key().withName("key");
        Field value = map.value().withName("value");
        Node node = node();
        ByteBuffer validity = validity(node);
        return struct(DataType.struct(List.of(key, value)), node.count(), validity, field.children());
    }

    private ColumnVector struct(DataType type, int count, @Nullable ByteBuffer validity, List<IpcField> fields) {
        List<ColumnVector> members = new ArrayList<>();
        for (IpcField field : fields) {
            ColumnVector member = nested(field);
            if (member.length() < count) {
                throw errors.corrupt("Field '" + field.field().name() + "' has " + member.length() + " values for "
                        + count + " structs.");
            }
            members.add(member);
        }
        return ColumnVector.ofStruct(type, count, validity, members);
    }

    private ColumnVector positions(IpcField field, IpcField.Dictionary use) {
        Node node = node();
        ByteBuffer validity = validity(node);
        ByteBuffer stored = buffer((long) node.count() * use.bits() / Byte.SIZE);
        DictionaryVector dictionary = dictionaries.get(use.id());
        if (dictionary == null) {
            if (node.nulls() == node.count()) {
                return ColumnVector.ofNulls(field.field().type(), node.count());
            }
            throw errors.corrupt("Column '" + field.field().name() + "' needs dictionary " + use.id()
                    + ", which does not come before it.");
        }
        if (!dictionary.type().equals(field.field().type())) {
            throw errors.corrupt("Column '" + field.field().name() + "' is "
                    + field.field().type() + " and its dictionary " + dictionary.type() + ".");
        }
        ByteBuffer positions = use.bits() == Integer.SIZE ? stored : int32(stored, use, node.count());
        return dictionary.over(node.count(), validity, positions);
    }

    /** Positions of another width as int32; -1, which no dictionary has, where one is larger. */
    private static ByteBuffer int32(ByteBuffer stored, IpcField.Dictionary use, int count) {
        ByteBuffer positions =
                ByteBuffer.allocate(Math.multiplyExact(count, Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        ColumnVector narrow = ColumnVector.ofFixed(new DataType.IntType(use.bits(), use.signed()), count, null, stored);
        for (int i = 0; i < count; i++) {
            long position = narrow.longAt(i);
            positions.putInt(i * Integer.BYTES, position == (int) position ? (int) position : -1);
        }
        return positions;
    }

    private record Node(int count, int nulls) {}

    private Node node() {
        if (nextNode >= batch.nodesLength()) {
            throw errors.corrupt("A batch describes fewer columns than the schema.");
        }
        FieldNode node = batch.nodes(nextNode++);
        int count = count(node.length(), "values");
        int nulls = count(node.nullCount(), "nulls");
        if (nulls > count) {
            throw errors.corrupt("A column has " + nulls + " nulls among " + count + " values.");
        }
        return new Node(count, nulls);
    }

    private int count(long stated, String what) {
        if (stated < 0) {
            throw errors.corrupt("A batch has " + stated + " " + what + ".");
        }
        if (stated >= Integer.MAX_VALUE) {
            throw errors.unsupported("A batch has " + stated + " " + what + ": write it in smaller batches.");
        }
        return (int) stated;
    }

    private @Nullable ByteBuffer validity(Node node) {
        Buffer buffer = nextBuffer();
        return node.nulls() == 0 ? null : view(buffer, Bits.bytes(node.count()));
    }

    /** Of no values there may be no offsets. */
    private ByteBuffer offsets(int count) {
        Buffer buffer = nextBuffer();
        return view(buffer, count == 0 ? 0 : (count + 1L) * Integer.BYTES);
    }

    private ByteBuffer buffer(long needed) {
        return view(nextBuffer(), needed);
    }

    private ByteBuffer buffer() {
        Buffer buffer = nextBuffer();
        return view(buffer, buffer.length());
    }

    private Buffer nextBuffer() {
        if (nextBuffer >= batch.buffersLength()) {
            throw errors.corrupt("A batch describes fewer buffers than the schema needs.");
        }
        return batch.buffers(nextBuffer++);
    }

    private ByteBuffer view(Buffer buffer, long needed) {
        if (buffer.length() < needed) {
            throw tooShort(buffer, needed);
        }
        if (needed == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (buffer.offset() < 0 || needed < 0 || needed > bodyLength - buffer.offset()) {
            throw errors.corrupt("A buffer of " + needed + " bytes at " + buffer.offset()
                    + " is not within its batch of " + bodyLength + ".");
        }
        return bytes.slice(bodyStart + buffer.offset(), needed);
    }

    private DatasetException tooShort(Buffer buffer, long needed) {
        return errors.corrupt("A buffer of " + buffer.length() + " bytes should have " + needed + ".");
    }
}
