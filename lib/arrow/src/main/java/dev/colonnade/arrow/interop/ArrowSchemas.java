package dev.colonnade.arrow.interop;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** The Arrow type of each column type. */
final class ArrowSchemas implements DataTypeVisitor<ArrowType> {
    private static final ArrowSchemas TYPES = new ArrowSchemas();
    private static final Map<String, String> UUID_METADATA =
            Map.of(ArrowTypes.EXTENSION_NAME, ArrowTypes.UUID, "ARROW:extension:metadata", "");

    private ArrowSchemas() {}

    /** @param encoded the positions of the columns whose values come as positions in a dictionary, which has the same id */
    static org.apache.arrow.vector.types.pojo.Schema of(Schema schema, Set<Integer> encoded) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            DictionaryEncoding encoding =
                    encoded.contains(i) ? new DictionaryEncoding(i, false, new ArrowType.Int(32, true)) : null;
            fields.add(field(schema.field(i), encoding));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(fields);
    }

    private static Field field(dev.colonnade.type.Field field, @Nullable DictionaryEncoding encoding) {
        Map<String, String> metadata = field.type() instanceof DataType.UuidType ? UUID_METADATA : Map.of();
        ArrowType type = field.type().accept(TYPES);
        return new Field(
                field.name(), new FieldType(field.nullable(), type, encoding, metadata), children(field.type()));
    }

    private static List<Field> children(DataType type) {
        if (type instanceof DataType.ListType list) {
            return List.of(field(list.element(), null));
        }
        if (type instanceof DataType.StructType struct) {
            return struct.fields().stream().map(f -> field(f, null)).toList();
        }
        if (type instanceof DataType.MapType map) {
            dev.colonnade.type.Field key = dev.colonnade.type.Field.required(
                    map.key().name(), map.key().type());
            List<Field> entry = List.of(field(key, null), field(map.value(), null));
            return List.of(new Field("entries", FieldType.notNullable(new ArrowType.Struct()), entry));
        }
        return List.of();
    }

    @Override
    public ArrowType visitNull(DataType.NullType type) {
        return new ArrowType.Null();
    }

    @Override
    public ArrowType visitBool(DataType.BoolType type) {
        return new ArrowType.Bool();
    }

    @Override
    public ArrowType visitInt(DataType.IntType type) {
        return new ArrowType.Int(type.bits(), type.signed());
    }

    @Override
    public ArrowType visitFloat(DataType.FloatType type) {
        return new ArrowType.FloatingPoint(
                switch (type.bits()) {
                    case 16 -> FloatingPointPrecision.HALF;
                    case 32 -> FloatingPointPrecision.SINGLE;
                    default -> FloatingPointPrecision.DOUBLE;
                });
    }

    @Override
    public ArrowType visitDecimal(DataType.DecimalType type) {
        return new ArrowType.Decimal(type.precision(), type.scale(), 128);
    }

    @Override
    public ArrowType visitString(DataType.StringType type) {
        return new ArrowType.Utf8();
    }

    @Override
    public ArrowType visitBinary(DataType.BinaryType type) {
        return new ArrowType.Binary();
    }

    @Override
    public ArrowType visitFixedBinary(DataType.FixedBinaryType type) {
        return new ArrowType.FixedSizeBinary(type.width());
    }

    @Override
    public ArrowType visitUuid(DataType.UuidType type) {
        return new ArrowType.FixedSizeBinary(16);
    }

    @Override
    public ArrowType visitDate(DataType.DateType type) {
        return new ArrowType.Date(DateUnit.DAY);
    }

    @Override
    public ArrowType visitTime(DataType.TimeType type) {
        return new ArrowType.Time(unit(type.unit()), type.unit() == Resolution.MILLIS ? 32 : 64);
    }

    @Override
    public ArrowType visitTimestamp(DataType.TimestampType type) {
        return new ArrowType.Timestamp(unit(type.unit()), type.utc() ? "UTC" : null);
    }

    @Override
    public ArrowType visitInterval(DataType.IntervalType type) {
        return new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
    }

    @Override
    public ArrowType visitList(DataType.ListType type) {
        return new ArrowType.List();
    }

    @Override
    public ArrowType visitStruct(DataType.StructType type) {
        return new ArrowType.Struct();
    }

    @Override
    public ArrowType visitMap(DataType.MapType type) {
        return new ArrowType.Map(false);
    }

    private static TimeUnit unit(Resolution resolution) {
        return switch (resolution) {
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }
}
