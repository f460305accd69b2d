package dev.colonnade.parquet;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** How a field is stored: the physical type and annotation of each type, as all readers know them. */
final class StoredTypes implements DataTypeVisitor<Type> {
    private final String path;
    private final String name;
    private final Repetition repetition;
    private final Map<String, ColumnOptions> options;

    private StoredTypes(String path, Field field, Map<String, ColumnOptions> options) {
        this.options = options;
        this.path = path;
        this.name = field.name();
        this.repetition = field.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    }

    /** @throws PlanException NOT_SUPPORTED naming a column whose type no file can hold */
    static MessageType of(Schema schema, Map<String, ColumnOptions> options) {
        if (schema.size() == 0) {
            throw new PlanException(ErrorCode.NOT_SUPPORTED, "A Parquet file has at least one column.");
        }
        List<Type> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(of(field.name(), field, options));
        }
        return new MessageType("schema", columns);
    }

    private static Type of(String path, Field field, Map<String, ColumnOptions> options) {
        Type stored = field.type().accept(new StoredTypes(path, field, options));
        ColumnOptions own = options.get(path);
        OptionalInt id = own == null ? OptionalInt.empty() : own.fieldId();
        return id.isPresent() ? stored.withId(id.getAsInt()) : stored;
    }

    private Type primitive(PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation annotation) {
        return Types.primitive(stored, repetition).as(annotation).named(name);
    }

    private Type fixed(int width, @Nullable LogicalTypeAnnotation annotation) {
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                .length(width)
                .as(annotation)
                .named(name);
    }

    @Override
    public Type visitNull(DataType.NullType type) {
        return Types.primitive(PrimitiveTypeName.INT32, Repetition.OPTIONAL)
                .as(LogicalTypeAnnotation.unknownType())
                .named(name);
    }

    @Override
    public Type visitBool(DataType.BoolType type) {
        return primitive(PrimitiveTypeName.BOOLEAN, null);
    }

    @Override
    public Type visitInt(DataType.IntType type) {
        PrimitiveTypeName stored = type.bits() == 64 ? PrimitiveTypeName.INT64 : PrimitiveTypeName.INT32;
        boolean plain = type.signed() && type.bits() >= 32;
        return primitive(stored, plain ? null : LogicalTypeAnnotation.intType(type.bits(), type.signed()));
    }

    @Override
    public Type visitFloat(DataType.FloatType type) {
        return switch (type.bits()) {
            case 64 -> primitive(PrimitiveTypeName.DOUBLE, null);
            case 32 -> primitive(PrimitiveTypeName.FLOAT, null);
            default -> fixed(2, LogicalTypeAnnotation.float16Type());
        };
    }

    @Override
    public Type visitDecimal(DataType.DecimalType type) {
        LogicalTypeAnnotation annotation = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        if (type.precision() <= LeafWriters.INT32_DIGITS) {
            return primitive(PrimitiveTypeName.INT32, annotation);
        }
        return type.precision() <= LeafWriters.INT64_DIGITS
                ? primitive(PrimitiveTypeName.INT64, annotation)
                : fixed(LeafWriters.decimalBytes(type.precision()), annotation);
    }

    @Override
    public Type visitString(DataType.StringType type) {
        return primitive(PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());
    }

    @Override
    public Type visitBinary(DataType.BinaryType type) {
        return primitive(PrimitiveTypeName.BINARY, null);
    }

    @Override
    public Type visitFixedBinary(DataType.FixedBinaryType type) {
        if (type.width() == 0) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "Column '" + path + "' has type " + type + ", which Parquet does not store: cast it to binary.");
        }
        return fixed(type.width(), null);
    }

    @Override
    public Type visitUuid(DataType.UuidType type) {
        return fixed(16, LogicalTypeAnnotation.uuidType());
    }

    @Override
    public Type visitDate(DataType.DateType type) {
        return primitive(PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType());
    }

    @Override
    public Type visitTime(DataType.TimeType type) {
        PrimitiveTypeName stored = type.unit() == Resolution.MILLIS ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64;
        return primitive(stored, LogicalTypeAnnotation.timeType(false, unit(type.unit())));
    }

    @Override
    public Type visitTimestamp(DataType.TimestampType type) {
        return primitive(PrimitiveTypeName.INT64, LogicalTypeAnnotation.timestampType(type.utc(), unit(type.unit())));
    }

    private static LogicalTypeAnnotation.TimeUnit unit(Resolution unit) {
        return LogicalTypeAnnotation.TimeUnit.valueOf(unit.name());
    }

    @Override
    public Type visitInterval(DataType.IntervalType type) {
        return fixed(LeafWriters.INTERVAL_BYTES, LogicalTypeAnnotation.intervalType());
    }

    @Override
    public Type visitList(DataType.ListType type) {
        Type element = of(path + ".element", type.element().withName("element"), options);
        return ConversionPatterns.listOfElements(repetition, name, element);
    }

    @Override
    public Type visitStruct(DataType.StructType type) {
        if (type.fields().isEmpty()) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "Column '" + path + "' is a struct without fields, which Parquet does not store.");
        }
        List<Type> members = type.fields().stream()
                .map(field -> of(path + "." + field.name(), field, options))
                .toList();
        return Types.buildGroup(repetition)
                .addFields(members.toArray(Type[]::new))
                .named(name);
    }

    @Override
    public Type visitMap(DataType.MapType type) {
        Type key = of(path + ".key", Field.required("key", type.key().type()), options);
        Type value = of(path + ".value", type.value().withName("value"), options);
        return ConversionPatterns.mapType(repetition, name, "key_value", key, value);
    }
}
