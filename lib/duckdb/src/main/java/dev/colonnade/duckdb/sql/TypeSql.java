package dev.colonnade.duckdb.sql;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.util.stream.Collectors;

/**
 * The engine type that carries each column type. Where the engine has no exact counterpart it is the next wider one:
 * milliseconds are microseconds, float16 is FLOAT, a fixed binary is BLOB; values are kept to what the column type holds.
 */
public final class TypeSql implements DataTypeVisitor<String> {
    private static final TypeSql INSTANCE = new TypeSql();

    private TypeSql() {}

    /** The name of the engine type, as SQL writes it. */
    public static String of(DataType type) {
        return type.accept(INSTANCE);
    }

    @Override
    public String visitNull(DataType.NullType type) {
        return "\"NULL\"";
    }

    @Override
    public String visitBool(DataType.BoolType type) {
        return "BOOLEAN";
    }

    @Override
    public String visitInt(DataType.IntType type) {
        String signed =
                switch (type.bits()) {
                    case 8 -> "TINYINT";
                    case 16 -> "SMALLINT";
                    case 32 -> "INTEGER";
                    default -> "BIGINT";
                };
        return type.signed() ? signed : "U" + signed;
    }

    @Override
    public String visitFloat(DataType.FloatType type) {
        return type.bits() == 64 ? "DOUBLE" : "FLOAT";
    }

    @Override
    public String visitDecimal(DataType.DecimalType type) {
        return "DECIMAL(" + type.precision() + "," + type.scale() + ")";
    }

    @Override
    public String visitString(DataType.StringType type) {
        return "VARCHAR";
    }

    @Override
    public String visitBinary(DataType.BinaryType type) {
        return "BLOB";
    }

    @Override
    public String visitFixedBinary(DataType.FixedBinaryType type) {
        return "BLOB";
    }

    @Override
    public String visitUuid(DataType.UuidType type) {
        return "UUID";
    }

    @Override
    public String visitDate(DataType.DateType type) {
        return "DATE";
    }

    @Override
    public String visitTime(DataType.TimeType type) {
        return type.unit() == Resolution.NANOS ? "TIME_NS" : "TIME";
    }

    @Override
    public String visitTimestamp(DataType.TimestampType type) {
        return (type.utc() ? "TIMESTAMPTZ" : "TIMESTAMP") + (type.unit() == Resolution.NANOS ? "_NS" : "");
    }

    @Override
    public String visitInterval(DataType.IntervalType type) {
        return "INTERVAL";
    }

    @Override
    public String visitList(DataType.ListType type) {
        return of(type.element().type()) + "[]";
    }

    @Override
    public String visitStruct(DataType.StructType type) {
        return type.fields().stream().map(TypeSql::member).collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    private static String member(Field field) {
        return Quoting.name(field.name()) + " " + of(field.type());
    }

    @Override
    public String visitMap(DataType.MapType type) {
        return "MAP(" + of(type.key().type()) + ", " + of(type.value().type()) + ")";
    }
}
