package dev.colonnade.batch;

import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema from its flatbuffers table and refuses what has no {@link DataType}. What it builds is bounded by the size
 * of the metadata, even where damaged metadata names one place many times or itself.
 */
final class IpcSchema {
    private static final int MAX_DEPTH = 64;
    private static final int BYTES_PER_FIELD = 8;

    private final IpcErrors errors;
    private final List<IpcField> fields = new ArrayList<>();
    private final Map<String, String> metadata;
    private final Schema schema;
    private long allowance;

    /** @param metadataBytes the size of the buffer that {@code table} lies in */
    IpcSchema(org.apache.arrow.flatbuf.Schema table, int metadataBytes, IpcErrors errors) {
        this.errors = errors;
        this.allowance = 4L * metadataBytes;
        if (table.endianness() != Endianness.Little) {
            throw errors.unsupported("Its numbers are big-endian: write it on a little-endian machine.");
        }
        for (int i = 0; i < length(table.fieldsLength()); i++) {
            fields.add(field(table.fields(i), null, 0));
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < length(table.customMetadataLength()); i++) {
            KeyValue pair = table.customMetadata(i);
            pairs.put(text(pair.key()), text(pair.value()));
        }
        this.metadata = Collections.unmodifiableMap(pairs);
        try {
            this.schema = Schema.of(fields.stream().map(IpcField::field).toList());
        } catch (PlanException e) {
            throw errors.of(e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    Schema schema() {
        return schema;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    List<IpcField> fields() {
        return fields;
    }

    /** A field by its name and those above it, with dots between them. */
    private record Place(@Nullable Place above, String name) {
        @Override
        public String toString() {
            return above == null ? name : above + "." + name;
        }
    }

    private IpcField field(org.apache.arrow.flatbuf.Field table, @Nullable Place above, int depth) {
        spend(BYTES_PER_FIELD);
        if (depth > MAX_DEPTH) {
            throw errors.unsupported("Column '" + above + "' is nested deeper than " + MAX_DEPTH + " levels.");
        }
        String name = text(table.name());
        Place column = new Place(above, name);
        List<IpcField> children = new ArrayList<>();
        for (int i = 0; i < length(table.childrenLength()); i++) {
            children.add(field(table.children(i), column, depth + 1));
        }
        DataType type = type(table, children, column);
        DictionaryEncoding encoding = table.dictionary();
        return new IpcField(
                new Field(name, type, table.nullable()),
                encoding == null ? null : dictionary(encoding, column),
                children);
    }

    private IpcField.Dictionary dictionary(DictionaryEncoding encoding, Place column) {
        Int index = encoding.indexType();
        if (index == null) {
            return new IpcField.Dictionary(encoding.id(), Integer.SIZE, true); // the default of Schema.fbs
        }
        DataType.IntType type = integer(index, column);
        return new IpcField.Dictionary(encoding.id(), type.bits(), type.signed());
    }

    private DataType type(org.apache.arrow.flatbuf.Field table, List<IpcField> children, Place column) {
        return switch (table.typeType()) {
            case Type.Null -> DataType.NULL;
            case Type.Bool -> DataType.BOOL;
            case Type.Utf8 -> DataType.STRING;
            case Type.Binary -> DataType.BINARY;
            case Type.Int -> integer((Int) table.type(new Int()), column);
            case Type.FloatingPoint -> real((FloatingPoint) table.type(new FloatingPoint()), column);
            case Type.Decimal -> decimal((Decimal) table.type(new Decimal()), column);
            case Type.FixedSizeBinary ->
                fixedBinary(table, (FixedSizeBinary) table.type(new FixedSizeBinary()), column);
            case Type.Date -> date((Date) table.type(new Date()), column);
            case Type.Time -> time((Time) table.type(new Time()), column);
            case Type.Timestamp -> timestamp((Timestamp) table.type(new Timestamp()), column);
            case Type.Interval -> interval((Interval) table.type(new Interval()), column);
            case Type.List -> DataType.list(only(children, column).field());
            case Type.Struct_ -> struct(children, column);
            case Type.Map -> map(only(children, column).children(), column);
            default -> throw other(column, typeName(table.typeType()));
        };
    }

    private DataType.IntType integer(@Nullable Int type, Place column) {
        int bits = present(type, column).bitWidth();
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw other(column, "an integer of " + bits + " bits");
        }
        return new DataType.IntType(bits, present(type, column).isSigned());
    }

    private DataType real(@Nullable FloatingPoint type, Place column) {
        return switch (present(type, column).precision()) {
            case Precision.HALF -> DataType.FLOAT16;
            case Precision.SINGLE -> DataType.FLOAT32;
            case Precision.DOUBLE -> DataType.FLOAT64;
            default -> throw other(column, "a float of unknown precision");
        };
    }

    private DataType decimal(@Nullable Decimal type, Place column) {
        int precision = present(type, column).precision();
        int scale = present(type, column).scale();
        int bits = present(type, column).bitWidth();
        boolean known = precision >= 1 && precision <= DataType.DecimalType.MAX_PRECISION;
        if (bits != 128 || !known || scale < 0 || scale > precision) {
            throw other(column, "decimal" + bits + "(" + precision + ", " + scale + ")");
        }
        return DataType.decimal(precision, scale);
    }

    private DataType fixedBinary(org.apache.arrow.flatbuf.Field table, @Nullable FixedSizeBinary type, Place column) {
        int width = present(type, column).byteWidth();
        if (width < 0) {
            throw other(column, "binary of " + width + " bytes");
        }
        boolean uuid = false;
        for (int i = 0; i < length(table.customMetadataLength()); i++) {
            KeyValue pair = table.customMetadata(i);
            uuid |= text(pair.key()).equals(IpcTypes.EXTENSION_NAME)
                    && text(pair.value()).equals(IpcTypes.UUID_EXTENSION);
        }
        return uuid && width == 16 ? DataType.UUID : DataType.fixedBinary(width);
    }

    private DataType date(@Nullable Date type, Place column) {
        if (present(type, column).unit() != DateUnit.DAY) {
            throw other(column, "date in milliseconds");
        }
        return DataType.DATE;
    }

    private DataType time(@Nullable Time type, Place column) {
        Resolution unit = unit(present(type, column).unit(), "time", column);
        if (present(type, column).bitWidth() != (unit == Resolution.MILLIS ? 32 : 64)) {
            throw other(
                    column,
                    "a time in " + unit.symbol() + " of "
                            + present(type, column).bitWidth() + " bits");
        }
        return DataType.time(unit);
    }

    /** A zone is how an instant is shown; the values are instants whatever it is. */
    private DataType timestamp(@Nullable Timestamp type, Place column) {
        String zone = present(type, column).timezone();
        boolean utc = zone != null && !text(zone).isEmpty();
        return new DataType.TimestampType(unit(present(type, column).unit(), "timestamp", column), utc);
    }

    private DataType interval(@Nullable Interval type, Place column) {
        if (present(type, column).unit() != IntervalUnit.MONTH_DAY_NANO) {
            throw other(column, "an interval without nanoseconds");
        }
        return DataType.INTERVAL;
    }

    private DataType struct(List<IpcField> children, Place column) {
        Set<String> names = new HashSet<>();
        for (IpcField child : children) {
            if (!names.add(child.field().name())) {
                throw errors.unsupported("Struct '" + column + "' has two fields named '"
                        + child.field().name() + "'.");
            }
        }
        return DataType.struct(children.stream().map(IpcField::field).toList());
    }

    private DataType map(List<IpcField> entry, Place column) {
        if (entry.size() != 2) {
            throw errors.corrupt("Map '" + column + "' has entries of " + entry.size() + " fields in place of 2.");
        }
        return DataType.map(entry.get(0).field(), entry.get(1).field());
    }

    private IpcField only(List<IpcField> children, Place column) {
        if (children.size() != 1) {
            throw errors.corrupt("Column '" + column + "' has " + children.size() + " child fields in place of 1.");
        }
        return children.get(0);
    }

    private Resolution unit(short unit, String what, Place column) {
        return switch (unit) {
            case TimeUnit.MILLISECOND -> Resolution.MILLIS;
            case TimeUnit.MICROSECOND -> Resolution.MICROS;
            case TimeUnit.NANOSECOND -> Resolution.NANOS;
            case TimeUnit.SECOND -> throw other(column, what + " in seconds");
            default -> throw other(column, what + " of an unknown unit");
        };
    }

    private <T> T present(@Nullable T type, Place column) {
        if (type == null) {
            throw errors.corrupt("Column '" + column + "' has no type.");
        }
        return type;
    }

    private dev.colonnade.error.DatasetException other(Place column, String type) {
        return errors.unsupported("Column '" + column + "' is of the Arrow type " + type
                + ", which is not read: cast it before writing the file.");
    }

    private static String typeName(byte id) {
        int number = Byte.toUnsignedInt(id);
        return number > 0 && number < Type.names.length ? Type.name(number) : "number " + number;
    }

    private int length(int stated) {
        if (stated < 0) {
            throw errors.corrupt("Its metadata is damaged: a list has " + stated + " entries.");
        }
        return stated;
    }

    private String text(@Nullable String stated) {
        if (stated == null) {
            return "";
        }
        spend(stated.length());
        return stated;
    }

    private void spend(int bytes) {
        allowance -= bytes;
        if (allowance < 0) {
            throw errors.corrupt("Its metadata is damaged: it names more than it holds.");
        }
    }
}
