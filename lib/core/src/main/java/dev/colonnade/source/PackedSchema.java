package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Schemas in {@link Packed} bytes: per field its name, whether it may be null, and its type as a number with parameters. */
final class PackedSchema {
    private static final int NULL = 0;
    private static final int BOOL = 1;
    private static final int INT = 2;
    private static final int FLOAT = 3;
    private static final int DECIMAL = 4;
    private static final int STRING = 5;
    private static final int BINARY = 6;
    private static final int FIXED_BINARY = 7;
    private static final int UUID = 8;
    private static final int DATE = 9;
    private static final int TIME = 10;
    private static final int TIMESTAMP = 11;
    private static final int INTERVAL = 12;
    private static final int LIST = 13;
    private static final int STRUCT = 14;
    private static final int MAP = 15;

    private PackedSchema() {}

    static void write(List<Field> fields, Packed.Writer out) {
        out.number(fields.size());
        for (Field field : fields) {
            write(field, out);
        }
    }

    private static void write(Field field, Packed.Writer out) {
        out.text(field.name());
        out.number(field.nullable() ? 1 : 0);
        write(field.type(), out);
    }

    private static void write(DataType type, Packed.Writer out) {
        if (type instanceof DataType.IntType integer) {
            numbers(out, INT, integer.bits(), integer.signed() ? 1 : 0);
        } else if (type instanceof DataType.FloatType real) {
            numbers(out, FLOAT, real.bits());
        } else if (type instanceof DataType.DecimalType decimal) {
            numbers(out, DECIMAL, decimal.precision(), decimal.scale());
        } else if (type instanceof DataType.FixedBinaryType fixed) {
            numbers(out, FIXED_BINARY, fixed.width());
        } else if (type instanceof DataType.TimeType time) {
            numbers(out, TIME, time.unit().ordinal());
        } else if (type instanceof DataType.TimestampType timestamp) {
            numbers(out, TIMESTAMP, timestamp.unit().ordinal(), timestamp.utc() ? 1 : 0);
        } else if (type instanceof DataType.ListType list) {
            numbers(out, LIST);
            write(list.element(), out);
        } else if (type instanceof DataType.StructType struct) {
            numbers(out, STRUCT);
            write(struct.fields(), out);
        } else if (type instanceof DataType.MapType map) {
            numbers(out, MAP);
            write(map.key(), out);
            write(map.value(), out);
        } else {
            numbers(out, plain(type));
        }
    }

    private static int plain(DataType type) {
        if (type instanceof DataType.StringType) {
            return STRING;
        }
        if (type instanceof DataType.BinaryType) {
            return BINARY;
        }
        if (type instanceof DataType.BoolType) {
            return BOOL;
        }
        if (type instanceof DataType.DateType) {
            return DATE;
        }
        if (type instanceof DataType.UuidType) {
            return UUID;
        }
        return type instanceof DataType.IntervalType ? INTERVAL : NULL;
    }

    private static void numbers(Packed.Writer out, int... numbers) {
        for (int number : numbers) {
            out.number(number);
        }
    }

    static Schema readSchema(Packed.Reader in) {
        return Schema.of(read(in));
    }

    static List<Field> read(Packed.Reader in) {
        int size = in.integer();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            fields.add(field(in));
        }
        return fields;
    }

    private static Field field(Packed.Reader in) {
        String name = in.text();
        boolean nullable = in.number() != 0;
        return new Field(name, type(in), nullable);
    }

    private static DataType type(Packed.Reader in) {
        int code = in.integer();
        return switch (code) {
            case NULL -> DataType.NULL;
            case BOOL -> DataType.BOOL;
            case INT -> new DataType.IntType(in.integer(), in.number() != 0);
            case FLOAT -> new DataType.FloatType(in.integer());
            case DECIMAL -> DataType.decimal(in.integer(), in.integer());
            case STRING -> DataType.STRING;
            case BINARY -> DataType.BINARY;
            case FIXED_BINARY -> DataType.fixedBinary(in.integer());
            case UUID -> DataType.UUID;
            case DATE -> DataType.DATE;
            case TIME -> DataType.time(unit(in));
            case TIMESTAMP -> new DataType.TimestampType(unit(in), in.number() != 0);
            case INTERVAL -> DataType.INTERVAL;
            case LIST -> DataType.list(field(in));
            case STRUCT -> DataType.struct(read(in));
            case MAP -> DataType.map(field(in), field(in));
            default -> throw new IllegalArgumentException("No type has the number " + code + ".");
        };
    }

    private static Resolution unit(Packed.Reader in) {
        return Resolution.values()[in.integer()];
    }
}
