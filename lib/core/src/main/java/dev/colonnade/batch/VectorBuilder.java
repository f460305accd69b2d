package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out Java values as a vector of the visited type, in heap buffers. */
final class VectorBuilder implements DataTypeVisitor<ColumnVector> {
    private final List<? extends @Nullable Object> values;

    VectorBuilder(List<? extends @Nullable Object> values) {
        this.values = values;
    }

    @Override
    public ColumnVector visitNull(DataType.NullType type) {
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null) {
                throw misfit(type, value, row);
            }
        }
        return ColumnVector.ofNulls(type, values.size());
    }

    @Override
    public ColumnVector visitBool(DataType.BoolType type) {
        ByteBuffer bits = buffer((values.size() + 7) / 8);
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null && as(Boolean.class, type, value, row)) {
                setBit(bits, row);
            }
        }
        return ColumnVector.ofBits(values.size(), validity(), bits);
    }

    @Override
    public ColumnVector visitInt(DataType.IntType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitFloat(DataType.FloatType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitDecimal(DataType.DecimalType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitString(DataType.StringType type) {
        return var(type);
    }

    @Override
    public ColumnVector visitBinary(DataType.BinaryType type) {
        return var(type);
    }

    @Override
    public ColumnVector visitFixedBinary(DataType.FixedBinaryType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitUuid(DataType.UuidType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitDate(DataType.DateType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitTime(DataType.TimeType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitTimestamp(DataType.TimestampType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitInterval(DataType.IntervalType type) {
        return fixed(type);
    }

    @Override
    public ColumnVector visitList(DataType.ListType type) {
        ByteBuffer offsets = buffer((values.size() + 1) * Integer.BYTES);
        List<@Nullable Object> elements = new ArrayList<>();
        offsets.putInt(0);
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null) {
                List<?> list = as(List.class, type, value, row);
                elements.addAll(list);
            }
            offsets.putInt(elements.size());
        }
        ColumnVector child = Vectors.of(type.element().type(), elements);
        return ColumnVector.ofList(type, values.size(), validity(), offsets, child);
    }

    @Override
    public ColumnVector visitStruct(DataType.StructType type) {
        List<ColumnVector> children = new ArrayList<>();
        for (Field field : type.fields()) {
            List<@Nullable Object> members = new ArrayList<>(values.size());
            for (int row = 0; row < values.size(); row++) {
                Object value = values.get(row);
                members.add(
                        value == null ? null : as(Map.class, type, value, row).get(field.name()));
            }
            children.add(Vectors.of(field.type(), members));
        }
        return ColumnVector.ofStruct(type, values.size(), validity(), children);
    }

    @Override
    public ColumnVector visitMap(DataType.MapType type) {
        ByteBuffer offsets = buffer((values.size() + 1) * Integer.BYTES);
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> mapped = new ArrayList<>();
        offsets.putInt(0);
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null) {
                Map<?, ?> map = as(Map.class, type, value, row);
                keys.addAll(map.keySet());
                mapped.addAll(map.values());
            }
            offsets.putInt(keys.size());
        }
        DataType.StructType entry =
                DataType.struct(List.of(type.key().withName("key"), type.value().withName("value")));
        ColumnVector entries = ColumnVector.ofStruct(
                entry,
                keys.size(),
                null,
                List.of(
                        Vectors.of(type.key().type(), keys),
                        Vectors.of(type.value().type(), mapped)));
        return ColumnVector.ofList(type, values.size(), validity(), offsets, entries);
    }

    private ColumnVector fixed(DataType type) {
        FixedEncoder encoder = new FixedEncoder(type);
        ByteBuffer out = buffer(Math.multiplyExact(values.size(), encoder.width()));
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null && !encoder.put(out, row, value)) {
                throw misfit(type, value, row);
            }
        }
        return ColumnVector.ofFixed(type, values.size(), validity(), out);
    }

    private ColumnVector var(DataType type) {
        ByteBuffer offsets = buffer((values.size() + 1) * Integer.BYTES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        offsets.putInt(0);
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null) {
                bytes.writeBytes(
                        type instanceof DataType.StringType
                                ? as(String.class, type, value, row).getBytes(StandardCharsets.UTF_8)
                                : as(byte[].class, type, value, row));
            }
            offsets.putInt(bytes.size());
        }
        return ColumnVector.ofVar(type, values.size(), validity(), offsets, ByteBuffer.wrap(bytes.toByteArray()));
    }

    private @Nullable ByteBuffer validity() {
        boolean nulls = false;
        ByteBuffer bits = buffer((values.size() + 7) / 8);
        for (int row = 0; row < values.size(); row++) {
            if (values.get(row) == null) {
                nulls = true;
            } else {
                setBit(bits, row);
            }
        }
        return nulls ? bits : null;
    }

    private static <T> T as(Class<T> wanted, DataType type, Object value, int row) {
        if (!wanted.isInstance(value)) {
            throw misfit(type, value, row);
        }
        return wanted.cast(value);
    }

    private static ColonnadeException misfit(DataType type, Object value, int row) {
        return new ColonnadeException(
                ErrorCode.CAST_FAILED,
                "Value " + value + " (" + value.getClass().getSimpleName() + ") at row " + row + " does not fit type "
                        + type + ".");
    }

    private static void setBit(ByteBuffer bits, int bit) {
        bits.put(bit >> 3, (byte) (bits.get(bit >> 3) | 1 << (bit & 7)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
