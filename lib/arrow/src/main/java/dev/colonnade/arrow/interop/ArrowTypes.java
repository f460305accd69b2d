package dev.colonnade.arrow.interop;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/** The column type of each Arrow type, or why there is none. */
final class ArrowTypes {
    static final String EXTENSION_NAME = "ARROW:extension:name";
    static final String UUID = "arrow.uuid";
    private static final String BOOL_AS_BYTE = "arrow.bool8";

    /** The field of a dictionary's values by the dictionary's id; null where there is none. */
    private final LongFunction<org.apache.arrow.vector.types.pojo.@Nullable Field> dictionaries;

    ArrowTypes(LongFunction<org.apache.arrow.vector.types.pojo.@Nullable Field> dictionaries) {
        this.dictionaries = dictionaries;
    }

    /**
     * The columns of an Arrow schema.
     *
     * @throws ColonnadeException NOT_SUPPORTED naming column and type
     */
    Schema schema(org.apache.arrow.vector.types.pojo.Schema schema) {
        List<Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(field(field, "")));
        return Schema.of(fields);
    }

    private Field field(org.apache.arrow.vector.types.pojo.Field field, String above) {
        String name = field.getName() == null ? "" : field.getName();
        return new Field(name, type(field, above + name), field.isNullable());
    }

    private DataType type(org.apache.arrow.vector.types.pojo.Field field, String column) {
        DictionaryEncoding encoding = field.getDictionary();
        if (encoding != null) {
            org.apache.arrow.vector.types.pojo.Field values = dictionaries.apply(encoding.getId());
            if (values == null) {
                throw new ColonnadeException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Column '" + column + "' has dictionary " + encoding.getId()
                                + ", which is not given: hand its DictionaryProvider over as well.");
            }
            return type(values, column);
        }
        String extension = extension(field);
        ArrowType storage = storage(field.getType());
        if (extension.equals(UUID)
                && storage instanceof ArrowType.FixedSizeBinary bytes
                && bytes.getByteWidth() == 16) {
            return DataType.UUID;
        }
        if (extension.equals(BOOL_AS_BYTE) && storage instanceof ArrowType.Int) {
            return DataType.BOOL;
        }
        DataType scalar = scalar(storage, column);
        return scalar == null ? nested(field, storage, column) : scalar;
    }

    static ArrowType storage(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? extension.storageType() : type;
    }

    private static String extension(org.apache.arrow.vector.types.pojo.Field field) {
        if (field.getType() instanceof ArrowType.ExtensionType extension) {
            return extension.extensionName();
        }
        return field.getMetadata().getOrDefault(EXTENSION_NAME, "");
    }

    private static @Nullable DataType scalar(ArrowType type, String column) {
        if (type instanceof ArrowType.Null) {
            return DataType.NULL;
        }
        if (type instanceof ArrowType.Bool) {
            return DataType.BOOL;
        }
        if (type instanceof ArrowType.Int integer) {
            return new DataType.IntType(integer.getBitWidth(), integer.getIsSigned());
        }
        if (type instanceof ArrowType.FloatingPoint real) {
            return switch (real.getPrecision()) {
                case HALF -> DataType.FLOAT16;
                case SINGLE -> DataType.FLOAT32;
                case DOUBLE -> DataType.FLOAT64;
            };
        }
        if (type instanceof ArrowType.Utf8
                || type instanceof ArrowType.LargeUtf8
                || type instanceof ArrowType.Utf8View) {
            return DataType.STRING;
        }
        if (type instanceof ArrowType.Binary
                || type instanceof ArrowType.LargeBinary
                || type instanceof ArrowType.BinaryView) {
            return DataType.BINARY;
        }
        if (type instanceof ArrowType.FixedSizeBinary bytes) {
            return DataType.fixedBinary(bytes.getByteWidth());
        }
        return type instanceof ArrowType.Decimal decimal ? decimal(decimal, column) : time(type, column);
    }

    private static DataType decimal(ArrowType.Decimal type, String column) {
        boolean known = type.getBitWidth() == 128
                && type.getPrecision() >= 1
                && type.getPrecision() <= DataType.DecimalType.MAX_PRECISION
                && type.getScale() >= 0
                && type.getScale() <= type.getPrecision();
        if (!known) {
            throw other(column, type);
        }
        return DataType.decimal(type.getPrecision(), type.getScale());
    }

    /** Seconds count as milliseconds, since there is no coarser unit; a zone is how an instant is shown. */
    private static @Nullable DataType time(ArrowType type, String column) {
        if (type instanceof ArrowType.Date) {
            return DataType.DATE;
        }
        if (type instanceof ArrowType.Time time) {
            return DataType.time(resolution(time.getUnit()));
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            String zone = timestamp.getTimezone();
            return new DataType.TimestampType(resolution(timestamp.getUnit()), zone != null && !zone.isEmpty());
        }
        if (type instanceof ArrowType.Interval interval) {
            if (interval.getUnit() != IntervalUnit.MONTH_DAY_NANO) {
                throw other(column, type);
            }
            return DataType.INTERVAL;
        }
        return null;
    }

    private static Resolution resolution(TimeUnit unit) {
        return switch (unit) {
            case SECOND, MILLISECOND -> Resolution.MILLIS;
            case MICROSECOND -> Resolution.MICROS;
            case NANOSECOND -> Resolution.NANOS;
        };
    }

    private DataType nested(org.apache.arrow.vector.types.pojo.Field field, ArrowType type, String column) {
        List<Field> children = new ArrayList<>();
        if (type instanceof ArrowType.List
                || type instanceof ArrowType.LargeList
                || type instanceof ArrowType.FixedSizeList) {
            return DataType.list(field(field.getChildren().get(0), column + "."));
        }
        if (type instanceof ArrowType.Map) {
            field.getChildren().get(0).getChildren().forEach(child -> children.add(field(child, column + ".")));
            return DataType.map(children.get(0), children.get(1));
        }
        if (type instanceof ArrowType.Struct) {
            Set<String> names = new HashSet<>();
            for (org.apache.arrow.vector.types.pojo.Field child : field.getChildren()) {
                children.add(field(child, column + "."));
                if (!names.add(child.getName())) {
                    throw new ColonnadeException(
                            ErrorCode.DUPLICATE_COLUMN,
                            "Struct '" + column + "' has two fields named '" + child.getName() + "': rename one.");
                }
            }
            return DataType.struct(children);
        }
        throw other(column, type);
    }

    private static ColonnadeException other(String column, ArrowType type) {
        return new ColonnadeException(
                ErrorCode.NOT_SUPPORTED,
                "Column '" + column + "' is of the Arrow type " + type
                        + ", which no column type holds: cast it to another type first.");
    }

    /** Whether values are stored as this library lays them out. */
    static boolean isConverted(ArrowType type, DataType target) {
        return type instanceof ArrowType.Date date && date.getUnit() == DateUnit.MILLISECOND
                || type instanceof ArrowType.Time time && time.getUnit() == TimeUnit.SECOND
                || type instanceof ArrowType.Timestamp timestamp && timestamp.getUnit() == TimeUnit.SECOND
                || type instanceof ArrowType.Int && target instanceof DataType.BoolType;
    }
}
