package dev.colonnade.batch;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Null;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * Writes schemas as the flatbuffers tables that Schema.fbs of the Arrow columnar format 1.5 describes; {@link IpcSchema} reads them.
 */
final class IpcTypes implements DataTypeVisitor<IpcTypes.TypeTable> {
    /** The name that Arrow's canonical extension types give to 16 bytes that are a uuid. */
    static final String UUID_EXTENSION = "arrow.uuid";

    static final String EXTENSION_NAME = "ARROW:extension:name";
    private static final Map<String, String> UUID_METADATA =
            new TreeMap<>(Map.of(EXTENSION_NAME, UUID_EXTENSION, "ARROW:extension:metadata", ""));

    private final FlatBufferBuilder out;

    /** Which type, and where its table begins. */
    record TypeTable(byte id, int position) {}

    private IpcTypes(FlatBufferBuilder out) {
        this.out = out;
    }

    /** The position of the schema's table in {@code out}. */
    static int schema(FlatBufferBuilder out, Schema schema, Map<String, String> metadata) {
        IpcTypes types = new IpcTypes(out);
        int fields = org.apache.arrow.flatbuf.Schema.createFieldsVector(out, types.fields(schema.fields()));
        int pairs = metadata.isEmpty() ? 0 : types.metadata(metadata);
        return org.apache.arrow.flatbuf.Schema.createSchema(out, Endianness.Little, fields, pairs, 0);
    }

    private int[] fields(List<Field> fields) {
        return fields.stream().mapToInt(this::field).toArray();
    }

    private int field(Field field) {
        int children = org.apache.arrow.flatbuf.Field.createChildrenVector(out, children(field.type()));
        int metadata = field.type() instanceof DataType.UuidType ? metadata(UUID_METADATA) : 0;
        int name = out.createString(field.name());
        TypeTable type = field.type().accept(this);
        return org.apache.arrow.flatbuf.Field.createField(
                out, name, field.nullable(), type.id(), type.position(), 0, children, metadata);
    }

    private int[] children(DataType type) {
        if (type instanceof DataType.ListType list) {
            return fields(List.of(list.element()));
        }
        if (type instanceof DataType.StructType struct) {
            return fields(struct.fields());
        }
        if (type instanceof DataType.MapType map) {
            Field key = Field.required(map.key().name(), map.key().type());
            int[] members = {field(key), field(map.value())};
            return new int[] {entries(members)};
        }
        return new int[0];
    }

    /** A map's one child: a struct that is never null, whose first member is never null. */
    private int entries(int[] members) {
        int children = org.apache.arrow.flatbuf.Field.createChildrenVector(out, members);
        int name = out.createString("entries");
        Struct_.startStruct_(out);
        int type = Struct_.endStruct_(out);
        return org.apache.arrow.flatbuf.Field.createField(out, name, false, Type.Struct_, type, 0, children, 0);
    }

    private int metadata(Map<String, String> pairs) {
        int[] positions = pairs.entrySet().stream()
                .mapToInt(pair -> KeyValue.createKeyValue(
                        out, out.createString(pair.getKey()), out.createString(pair.getValue())))
                .toArray();
        return org.apache.arrow.flatbuf.Schema.createCustomMetadataVector(out, positions);
    }

    @Override
    public TypeTable visitNull(DataType.NullType type) {
        Null.startNull(out);
        return new TypeTable(Type.Null, Null.endNull(out));
    }

    @Override
    public TypeTable visitBool(DataType.BoolType type) {
        Bool.startBool(out);
        return new TypeTable(Type.Bool, Bool.endBool(out));
    }

    @Override
    public TypeTable visitInt(DataType.IntType type) {
        return new TypeTable(Type.Int, Int.createInt(out, type.bits(), type.signed()));
    }

    @Override
    public TypeTable visitFloat(DataType.FloatType type) {
        short precision =
                switch (type.bits()) {
                    case 16 -> Precision.HALF;
                    case 32 -> Precision.SINGLE;
                    default -> Precision.DOUBLE;
                };
        return new TypeTable(Type.FloatingPoint, FloatingPoint.createFloatingPoint(out, precision));
    }

    @Override
    public TypeTable visitDecimal(DataType.DecimalType type) {
        return new TypeTable(Type.Decimal, Decimal.createDecimal(out, type.precision(), type.scale(), 128));
    }

    @Override
    public TypeTable visitString(DataType.StringType type) {
        Utf8.startUtf8(out);
        return new TypeTable(Type.Utf8, Utf8.endUtf8(out));
    }

    @Override
    public TypeTable visitBinary(DataType.BinaryType type) {
        Binary.startBinary(out);
        return new TypeTable(Type.Binary, Binary.endBinary(out));
    }

    @Override
    public TypeTable visitFixedBinary(DataType.FixedBinaryType type) {
        return new TypeTable(Type.FixedSizeBinary, FixedSizeBinary.createFixedSizeBinary(out, type.width()));
    }

    @Override
    public TypeTable visitUuid(DataType.UuidType type) {
        return new TypeTable(Type.FixedSizeBinary, FixedSizeBinary.createFixedSizeBinary(out, 16));
    }

    @Override
    public TypeTable visitDate(DataType.DateType type) {
        return new TypeTable(Type.Date, Date.createDate(out, DateUnit.DAY));
    }

    @Override
    public TypeTable visitTime(DataType.TimeType type) {
        return new TypeTable(
                Type.Time, Time.createTime(out, unit(type.unit()), type.unit() == Resolution.MILLIS ? 32 : 64));
    }

    @Override
    public TypeTable visitTimestamp(DataType.TimestampType type) {
        int zone = type.utc() ? out.createString("UTC") : 0;
        return new TypeTable(Type.Timestamp, Timestamp.createTimestamp(out, unit(type.unit()), zone));
    }

    @Override
    public TypeTable visitInterval(DataType.IntervalType type) {
        return new TypeTable(
                Type.Interval, org.apache.arrow.flatbuf.Interval.createInterval(out, IntervalUnit.MONTH_DAY_NANO));
    }

    @Override
    public TypeTable visitList(DataType.ListType type) {
        org.apache.arrow.flatbuf.List.startList(out);
        return new TypeTable(Type.List, org.apache.arrow.flatbuf.List.endList(out));
    }

    @Override
    public TypeTable visitStruct(DataType.StructType type) {
        Struct_.startStruct_(out);
        return new TypeTable(Type.Struct_, Struct_.endStruct_(out));
    }

    @Override
    public TypeTable visitMap(DataType.MapType type) {
        return new TypeTable(Type.Map, org.apache.arrow.flatbuf.Map.createMap(out, false));
    }

    private static short unit(Resolution resolution) {
        return switch (resolution) {
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }
}
