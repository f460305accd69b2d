package dev.colonnade.arrow.interop;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Vectors over arrays in native memory: views of the buffers where the layout is this library's, else copies. */
final class VectorImport {
    private VectorImport() {}

    /** @param columns one array per field of {@code schema}, {@code rowCount} long */
    static Batch batch(Schema schema, int rowCount, List<ArrowData> columns) {
        List<ColumnVector> vectors = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            vectors.add(vector(schema.field(i).type(), columns.get(i)));
        }
        return new Batch(schema, rowCount, vectors);
    }

    static ColumnVector vector(DataType type, ArrowData data) {
        ColumnVector whole = data.end() == 0 && !type.isNested() ? empty(type) : whole(type, data);
        return whole.slice(data.offset(), data.length());
    }

    private static ColumnVector empty(DataType type) {
        return ColumnVector.ofNulls(type, 0);
    }

    /** The values from the start of the buffers; those before the array's offset may be anything. */
    private static ColumnVector whole(DataType type, ArrowData data) {
        ArrowData dictionary = data.dictionary();
        ArrowType layout = data.layout();
        if (dictionary != null) {
            return encoded(data, (ArrowType.Int) layout, vector(type, dictionary));
        }
        if (type instanceof DataType.NullType) {
            return ColumnVector.ofNulls(type, data.end());
        }
        if (layout instanceof ArrowType.Bool) {
            return ColumnVector.ofBits(
                    data.end(), validity(data), data.buffers().get(1).view(bitBytes(data.end())));
        }
        if (type instanceof DataType.StringType || type instanceof DataType.BinaryType) {
            return text(type, layout, data);
        }
        if (type instanceof DataType.StructType struct) {
            return struct(struct, data);
        }
        if (type instanceof DataType.ListType || type instanceof DataType.MapType) {
            return list(type, layout, data);
        }
        return ArrowTypes.isConverted(layout, type) ? converted(type, layout, data) : fixed(type, data);
    }

    private static @Nullable ByteBuffer validity(ArrowData data) {
        return data.hasNulls() ? data.buffers().get(0).view(bitBytes(data.end())) : null;
    }

    private static int bitBytes(int bits) {
        return (int) ((bits + 7L) >> 3);
    }

    private static ColumnVector fixed(DataType type, ArrowData data) {
        long bytes = (long) data.end() * widthOf(type);
        return ColumnVector.ofFixed(
                type, data.end(), validity(data), data.buffers().get(1).view(bytes));
    }

    private static int widthOf(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return integer.bits() / Byte.SIZE;
        }
        if (type instanceof DataType.FloatType real) {
            return real.bits() / Byte.SIZE;
        }
        if (type instanceof DataType.FixedBinaryType bytes) {
            return bytes.width();
        }
        if (type instanceof DataType.DateType || type.equals(DataType.time(dev.colonnade.type.Resolution.MILLIS))) {
            return Integer.BYTES;
        }
        return type instanceof DataType.TimestampType || type instanceof DataType.TimeType
                ? Long.BYTES
                : 2 * Long.BYTES; // decimals, uuids, intervals
    }

    // --- strings and binaries

    private static ColumnVector text(DataType type, ArrowType layout, ArrowData data) {
        int end = data.end();
        if (layout instanceof ArrowType.Utf8View || layout instanceof ArrowType.BinaryView) {
            return ViewBytes.copy(type, data, validity(data));
        }
        boolean large = layout instanceof ArrowType.LargeUtf8 || layout instanceof ArrowType.LargeBinary;
        ByteBuffer offsets = large ? narrowed(data) : data.buffers().get(1).view((end + 1L) * Integer.BYTES);
        int bytes = offsets.getInt(end * Integer.BYTES);
        return ColumnVector.ofVar(
                type, end, validity(data), offsets, data.buffers().get(2).view(bytes));
    }

    /** Offsets of 64 bits as 32 bits. */
    private static ByteBuffer narrowed(ArrowData data) {
        ByteBuffer wide = data.buffers().get(1).view((data.end() + 1L) * Long.BYTES);
        return offsets(data.end(), i -> wide.getLong(i * Long.BYTES));
    }

    private static ByteBuffer offsets(int count, IntToLongFunction offset) {
        ByteBuffer offsets = heap((count + 1L) * Integer.BYTES);
        for (int i = 0; i <= count; i++) {
            long value = offset.applyAsLong(i);
            if (value != (int) value) {
                throw ArrowErrors.tooLarge(value);
            }
            offsets.putInt(i * Integer.BYTES, (int) value);
        }
        return offsets;
    }

    static ByteBuffer heap(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw ArrowErrors.tooLarge(bytes);
        }
        return ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    // --- nested

    private static ColumnVector struct(DataType.StructType type, ArrowData data) {
        List<ColumnVector> members = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            members.add(vector(type.fields().get(i).type(), data.children().get(i)));
        }
        return ColumnVector.ofStruct(type, data.end(), validity(data), members);
    }

    private static ColumnVector list(DataType type, ArrowType layout, ArrowData data) {
        ArrowData child = data.children().get(0);
        ColumnVector elements = vector(elementType(type), child);
        int end = data.end();
        ByteBuffer offsets;
        if (end == 0) {
            offsets = heap(Integer.BYTES);
        } else if (layout instanceof ArrowType.FixedSizeList fixed) {
            offsets = offsets(end, i -> (long) i * fixed.getListSize());
        } else if (layout instanceof ArrowType.LargeList) {
            offsets = narrowed(data);
        } else {
            offsets = data.buffers().get(1).view((end + 1L) * Integer.BYTES);
        }
        return ColumnVector.ofList(type, end, end == 0 ? null : validity(data), offsets, elements);
    }

    private static DataType elementType(DataType type) {
        if (type instanceof DataType.MapType map) {
            Field key = map.key().withName("key");
            return DataType.struct(List.of(key, map.value().withName("value")));
        }
        return ((DataType.ListType) type).element().type();
    }

    // --- other widths

    private static ColumnVector encoded(ArrowData data, ArrowType.Int index, ColumnVector dictionary) {
        DataType.IntType type = new DataType.IntType(index.getBitWidth(), index.getIsSigned());
        ColumnVector stored = fixed(type, data);
        if (type.bits() == Integer.SIZE) {
            ByteBuffer positions = data.buffers().get(1).view((long) data.end() * Integer.BYTES);
            return ColumnVector.ofDictionary(data.end(), validity(data), positions, dictionary);
        }
        ByteBuffer positions = heap((long) data.end() * Integer.BYTES);
        for (int i = data.offset(); i < data.end(); i++) {
            long position = stored.longAt(i);
            // an entry that no dictionary has stays one when it is narrowed
            positions.putInt(i * Integer.BYTES, position == (int) position ? (int) position : -1);
        }
        return ColumnVector.ofDictionary(data.end(), validity(data), positions, dictionary);
    }

    private static ColumnVector converted(DataType type, ArrowType layout, ArrowData data) {
        if (type instanceof DataType.BoolType) {
            ColumnVector bytes = fixed(DataType.INT8, data);
            ByteBuffer bits = heap(bitBytes(data.end()));
            for (int i = data.offset(); i < data.end(); i++) {
                int bit = bytes.longAt(i) == 0 ? 0 : 1;
                bits.put(i >> 3, (byte) (bits.get(i >> 3) | bit << (i & 7)));
            }
            return ColumnVector.ofBits(data.end(), validity(data), bits);
        }
        boolean wide = !(layout instanceof ArrowType.Time);
        ColumnVector stored = fixed(wide ? DataType.INT64 : DataType.INT32, data);
        int width = widthOf(type);
        ByteBuffer values = heap((long) data.end() * width);
        for (int i = data.offset(); i < data.end(); i++) {
            if (!stored.isNull(i)) {
                long value = layout instanceof ArrowType.Date ? days(stored.longAt(i)) : millis(stored.longAt(i));
                if (width == Integer.BYTES) {
                    values.putInt(i * width, Math.toIntExact(value));
                } else {
                    values.putLong(i * width, value);
                }
            }
        }
        return ColumnVector.ofFixed(type, data.end(), validity(data), values);
    }

    private static long days(long millis) {
        return Math.floorDiv(millis, 86_400_000L);
    }

    private static long millis(long seconds) {
        long millis = seconds * 1_000;
        if (millis / 1_000 != seconds) {
            throw ArrowErrors.beyondMillis(seconds);
        }
        return millis;
    }
}
