package dev.colonnade.cdata;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reader that turns one field of a stream into one column type. The engine's type and the column's type are
 * the same but for what the engine has no exact type for: seconds become milliseconds, other units of time become the
 * asked unit, binaries a fixed width, 32-bit floats 16 bits. Anything else is a bug and refused.
 */
final class ColumnReaders implements DataTypeVisitor<ColumnReader> {
    private final ArrowField field;
    private final String column;

    private ColumnReaders(ArrowField field, String column) {
        this.field = field;
        this.column = column;
    }

    /** @throws QueryException INTERNAL if {@code field} does not hold values of {@code type} */
    static ColumnReader of(ArrowField field, DataType type, String column) {
        return field.format().equals("n")
                ? (array, from, count) -> ColumnVector.ofNulls(type, count)
                : type.accept(new ColumnReaders(field, column));
    }

    @Override
    public ColumnReader visitNull(DataType.NullType type) {
        throw mismatch(type);
    }

    @Override
    public ColumnReader visitBool(DataType.BoolType type) {
        if (field.format().equals("b")) {
            return (array, from, count) -> ColumnVector.ofBits(
                    count,
                    ArrowBuffers.validity(array, from, count),
                    ArrowBuffers.bits(array, array.buffers().get(1), array.offset() + from, count));
        }
        require(field.format().equals("c") && field.extension().equals(ArrowTypes.BOOL_AS_BYTE), type);
        return (array, from, count) -> ColumnVector.ofBits(
                count, ArrowBuffers.validity(array, from, count), pack(ArrowBuffers.fixed(array, from, count, 1)));
    }

    @Override
    public ColumnReader visitInt(DataType.IntType type) {
        require(isNatural(type), type);
        return fixed(type, type.bits() / Byte.SIZE);
    }

    @Override
    public ColumnReader visitFloat(DataType.FloatType type) {
        if (type.bits() == 16 && field.format().equals("f")) {
            return (array, from, count) -> ColumnVector.ofFixed(
                    type,
                    count,
                    ArrowBuffers.validity(array, from, count),
                    Conversions.toFloat16(ArrowBuffers.fixed(array, from, count, Float.BYTES)));
        }
        require(isNatural(type), type);
        return fixed(type, type.bits() / Byte.SIZE);
    }

    @Override
    public ColumnReader visitDecimal(DataType.DecimalType type) {
        require(isNatural(type), type);
        return fixed(type, 16);
    }

    @Override
    public ColumnReader visitString(DataType.StringType type) {
        ArrowField dictionary = field.dictionary();
        if (dictionary != null) {
            require(isNatural(type), type);
            return new DictionaryReader(type, field.format(), dictionary.format());
        }
        return var(type, "u", "U");
    }

    @Override
    public ColumnReader visitBinary(DataType.BinaryType type) {
        return var(type, "z", "Z");
    }

    @Override
    public ColumnReader visitFixedBinary(DataType.FixedBinaryType type) {
        if (isNatural(type)) {
            return fixed(type, type.width());
        }
        require(field.format().equals("z") || field.format().equals("Z"), type);
        int offsetWidth = field.format().equals("z") ? Integer.BYTES : Long.BYTES;
        return (array, from, count) -> {
            ByteBuffer validity = ArrowBuffers.validity(array, from, count);
            ArrowBuffers.Var var = ArrowBuffers.var(array, from, count, offsetWidth);
            ByteBuffer values = Conversions.toFixedWidth(column, var, validity, count, type.width());
            return ColumnVector.ofFixed(type, count, validity, values);
        };
    }

    @Override
    public ColumnReader visitUuid(DataType.UuidType type) {
        require(isNatural(type), type);
        return fixed(type, 16);
    }

    @Override
    public ColumnReader visitDate(DataType.DateType type) {
        require(isNatural(type), type);
        return fixed(type, Integer.BYTES);
    }

    @Override
    public ColumnReader visitTime(DataType.TimeType type) {
        if (isNatural(type)) {
            int width = type.unit() == Resolution.MILLIS ? Integer.BYTES : Long.BYTES;
            return (array, from, count) -> {
                ByteBuffer validity = ArrowBuffers.validity(array, from, count);
                ByteBuffer values = ArrowBuffers.fixed(array, from, count, width);
                if (width == Long.BYTES) {
                    Conversions.requireTimesOfDay(
                            column, values, validity, count, type.unit().perSecond());
                }
                return ColumnVector.ofFixed(type, count, validity, values);
            };
        }
        require(field.format().equals("ttu") && type.unit() == Resolution.MILLIS, type);
        return (array, from, count) -> {
            ByteBuffer validity = ArrowBuffers.validity(array, from, count);
            ByteBuffer values = ArrowBuffers.fixed(array, from, count, Long.BYTES);
            Conversions.requireTimesOfDay(column, values, validity, count, Conversions.perSecond('u'));
            return ColumnVector.ofFixed(type, count, validity, Conversions.microsToMillis32(values));
        };
    }

    @Override
    public ColumnReader visitTimestamp(DataType.TimestampType type) {
        String format = field.format();
        require(format.startsWith("ts") && format.endsWith(":") != type.utc(), type);
        long perSecond = Conversions.perSecond(format.charAt(2));
        if (perSecond == type.unit().perSecond()) {
            return fixed(type, Long.BYTES);
        }
        return (array, from, count) -> {
            ByteBuffer validity = ArrowBuffers.validity(array, from, count);
            ByteBuffer values = ArrowBuffers.fixedCopy(array, from, count, Long.BYTES);
            Conversions.rescale(
                    column, values, validity, count, perSecond, type.unit().perSecond());
            return ColumnVector.ofFixed(type, count, validity, values);
        };
    }

    @Override
    public ColumnReader visitInterval(DataType.IntervalType type) {
        require(isNatural(type), type);
        return fixed(type, 16);
    }

    @Override
    public ColumnReader visitList(DataType.ListType type) {
        String format = field.format();
        require(format.equals("+l") || format.equals("+L") || format.startsWith("+w:"), type);
        ColumnReader element = of(field.children().get(0), type.element().type(), column);
        if (format.startsWith("+w:")) {
            return fixedLists(type, element, Integer.parseInt(format.substring(3)));
        }
        return lists(type, element, format.equals("+l") ? Integer.BYTES : Long.BYTES);
    }

    @Override
    public ColumnReader visitStruct(DataType.StructType type) {
        List<ArrowField> sources = field.children();
        require(field.format().equals("+s") && sources.size() == type.fields().size(), type);
        return structs(type, members(sources, type.fields()));
    }

    @Override
    public ColumnReader visitMap(DataType.MapType type) {
        require(field.format().equals("+m"), type);
        List<Field> fields = List.of(type.key().withName("key"), type.value().withName("value"));
        List<ColumnReader> entry = members(field.children().get(0).children(), fields);
        return lists(type, structs(DataType.struct(fields), entry), Integer.BYTES);
    }

    private List<ColumnReader> members(List<ArrowField> sources, List<Field> fields) {
        List<ColumnReader> members = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            members.add(of(sources.get(i), fields.get(i).type(), column));
        }
        return members;
    }

    private static ColumnReader fixed(DataType type, int width) {
        return (array, from, count) -> ColumnVector.ofFixed(
                type, count, ArrowBuffers.validity(array, from, count), ArrowBuffers.fixed(array, from, count, width));
    }

    private ColumnReader var(DataType type, String small, String large) {
        require(field.format().equals(small) || field.format().equals(large), type);
        int offsetWidth = field.format().equals(small) ? Integer.BYTES : Long.BYTES;
        return (array, from, count) -> {
            ArrowBuffers.Var var = ArrowBuffers.var(array, from, count, offsetWidth);
            return ColumnVector.ofVar(
                    type, count, ArrowBuffers.validity(array, from, count), var.offsets(), var.bytes());
        };
    }

    private static ColumnReader lists(DataType type, ColumnReader element, int offsetWidth) {
        return (array, from, count) -> {
            int first = Math.toIntExact(ArrowBuffers.offsetAt(array, from, count, offsetWidth));
            ByteBuffer offsets = ArrowBuffers.offsets(array, from, count, offsetWidth);
            ColumnVector child = element.read(array.children().get(0), first, offsets.getInt(count * Integer.BYTES));
            return ColumnVector.ofList(type, count, ArrowBuffers.validity(array, from, count), offsets, child);
        };
    }

    private static ColumnReader fixedLists(DataType type, ColumnReader element, int size) {
        return (array, from, count) -> {
            ByteBuffer offsets = ArrowBuffers.allocate((count + 1) * Integer.BYTES);
            for (int i = 0; i <= count; i++) {
                offsets.putInt(i * Integer.BYTES, Math.multiplyExact(i, size));
            }
            int first = Math.multiplyExact(array.offset() + from, size);
            ColumnVector child = element.read(array.children().get(0), first, count * size);
            return ColumnVector.ofList(type, count, ArrowBuffers.validity(array, from, count), offsets, child);
        };
    }

    private static ColumnReader structs(DataType type, List<ColumnReader> members) {
        return (array, from, count) -> {
            List<ColumnVector> children = new ArrayList<>(members.size());
            for (int i = 0; i < members.size(); i++) {
                children.add(members.get(i).read(array.children().get(i), array.offset() + from, count));
            }
            return ColumnVector.ofStruct(type, count, ArrowBuffers.validity(array, from, count), children);
        };
    }

    private static ByteBuffer pack(ByteBuffer bytes) {
        ByteBuffer bits = ArrowBuffers.allocate(ArrowBuffers.bitBytes(bytes.capacity()));
        for (int i = 0; i < bytes.capacity(); i++) {
            if (bytes.get(i) != 0) {
                bits.put(i >> 3, (byte) (bits.get(i >> 3) | 1 << (i & 7)));
            }
        }
        return bits;
    }

    private boolean isNatural(DataType type) {
        return ArrowTypes.typeOf(field, column).equals(type);
    }

    private void require(boolean fits, DataType type) {
        if (!fits) {
            throw mismatch(type);
        }
    }

    private QueryException mismatch(DataType type) {
        return new QueryException(
                ErrorCode.INTERNAL,
                "The engine delivers column '" + column + "' as " + ArrowTypes.typeOf(field, column)
                        + " where the plan says " + type + ".");
    }

    /** Reads the positions of each batch, and the dictionary only when it differs from the last one. */
    private static final class DictionaryReader implements ColumnReader {
        private final DataType type;
        private final int positionWidth;
        private final int offsetWidth;
        private ArrowBuffers.@Nullable Var known;
        private @Nullable ColumnVector dictionary;

        DictionaryReader(DataType type, String positions, String entries) {
            this.type = type;
            this.positionWidth = switch (positions) {
                case "c", "C" -> 1;
                case "s", "S" -> 2;
                case "i", "I" -> 4;
                default -> 8;
            };
            this.offsetWidth = entries.equals("u") ? Integer.BYTES : Long.BYTES;
        }

        @Override
        public ColumnVector read(ArrowArray array, int from, int count) {
            ArrowArray entries = array.dictionary();
            if (entries == null) {
                throw new IllegalStateException("A dictionary column came without its dictionary.");
            }
            ByteBuffer positions = ArrowBuffers.fixed(array, from, count, positionWidth);
            return ColumnVector.ofDictionary(
                    count,
                    ArrowBuffers.validity(array, from, count),
                    positionWidth == Integer.BYTES ? positions : widen(positions, count),
                    dictionary(entries));
        }

        private ColumnVector dictionary(ArrowArray entries) {
            ArrowBuffers.Var now = ArrowBuffers.var(entries, 0, entries.length(), offsetWidth);
            ColumnVector last = dictionary;
            if (last != null && now.equals(known)) {
                return last;
            }
            known = now;
            ByteBuffer validity = ArrowBuffers.validity(entries, 0, entries.length());
            ColumnVector fresh = ColumnVector.ofVar(type, entries.length(), validity, now.offsets(), now.bytes());
            dictionary = fresh;
            return fresh;
        }

        private ByteBuffer widen(ByteBuffer positions, int count) {
            ByteBuffer wide = ArrowBuffers.allocate(count * Integer.BYTES);
            for (int i = 0; i < count; i++) {
                wide.putInt(
                        i * Integer.BYTES,
                        switch (positionWidth) {
                            case 1 -> positions.get(i) & 0xff;
                            case 2 -> positions.getShort(i * 2) & 0xffff;
                            default -> Math.toIntExact(positions.getLong(i * 8));
                        });
            }
            return wide;
        }
    }
}
