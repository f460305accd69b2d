package dev.colonnade.cdata;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The column type of each type that the engine exports with {@code arrow_lossless_conversion}, under which every type
 * without a counterpart in Arrow is an extension that names it.
 */
public final class ArrowTypes {
    static final String BOOL_AS_BYTE = "arrow.bool8";
    private static final String UUID = "arrow.uuid";

    private static final Map<String, DataType> PLAIN = Map.ofEntries(
            Map.entry("n", DataType.NULL),
            Map.entry("b", DataType.BOOL),
            Map.entry("c", DataType.INT8),
            Map.entry("C", DataType.UINT8),
            Map.entry("s", DataType.INT16),
            Map.entry("S", DataType.UINT16),
            Map.entry("i", DataType.INT32),
            Map.entry("I", DataType.UINT32),
            Map.entry("l", DataType.INT64),
            Map.entry("L", DataType.UINT64),
            Map.entry("e", DataType.FLOAT16),
            Map.entry("f", DataType.FLOAT32),
            Map.entry("g", DataType.FLOAT64),
            Map.entry("u", DataType.STRING),
            Map.entry("U", DataType.STRING),
            Map.entry("z", DataType.BINARY),
            Map.entry("Z", DataType.BINARY),
            Map.entry("tdD", DataType.DATE),
            Map.entry("ttm", DataType.time(Resolution.MILLIS)),
            Map.entry("ttu", DataType.time(Resolution.MICROS)),
            Map.entry("ttn", DataType.time(Resolution.NANOS)),
            Map.entry("tin", DataType.INTERVAL));

    /** What to write instead of each engine type that no column type holds. */
    private static final Map<String, String> REMEDY = Map.of(
            "hugeint", "cast it to BIGINT, or to DECIMAL(38,0) where it fits",
            "uhugeint", "cast it to UBIGINT, or to DECIMAL(38,0) where it fits",
            "bignum", "cast it to DECIMAL(38,0) where it fits, or to VARCHAR",
            "time_tz", "cast it to TIME, or to VARCHAR to keep the offset",
            "bit", "cast it to VARCHAR",
            "union", "select its members one by one",
            "variant", "cast it to the type its values have, or to JSON",
            "geometry", "cast it to VARCHAR");

    private static final Pattern OPAQUE = Pattern.compile("\"type_name\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern DECIMAL = Pattern.compile("d:(\\d+),(\\d+)(?:,128)?");
    private static final Pattern TIMESTAMP = Pattern.compile("ts([smun]):(.*)");

    private ArrowTypes() {}

    /**
     * The columns of a stream's schema.
     *
     * @throws QueryException NOT_SUPPORTED naming the column and the engine's type if no column type holds it
     */
    public static Schema schemaOf(ArrowField struct) {
        List<Field> fields = new ArrayList<>();
        for (ArrowField child : struct.children()) {
            fields.add(Field.of(child.name(), typeOf(child, child.name())));
        }
        return Schema.of(fields);
    }

    static DataType typeOf(ArrowField field, String column) {
        if (!field.extension().isEmpty()) {
            return extensionType(field, column);
        }
        if (field.dictionary() != null) {
            return typeOf(field.dictionary(), column);
        }
        String format = field.format();
        DataType plain = PLAIN.get(format);
        if (plain != null) {
            return plain;
        }
        Matcher decimal = DECIMAL.matcher(format);
        if (decimal.matches()) {
            return DataType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        Matcher timestamp = TIMESTAMP.matcher(format);
        if (timestamp.matches()) {
            Resolution unit = resolution(timestamp.group(1));
            return timestamp.group(2).isEmpty() ? DataType.timestamp(unit) : DataType.timestampUtc(unit);
        }
        if (format.startsWith("w:")) {
            return DataType.fixedBinary(Integer.parseInt(format.substring(2)));
        }
        return nestedType(field, column);
    }

    private static DataType nestedType(ArrowField field, String column) {
        String format = field.format();
        if (format.equals("+l") || format.equals("+L") || format.startsWith("+w:")) {
            return DataType.list(Field.of("element", typeOf(field.children().get(0), column)));
        }
        if (format.equals("+s")) {
            List<Field> fields = new ArrayList<>();
            for (ArrowField child : field.children()) {
                fields.add(Field.of(child.name(), typeOf(child, column)));
            }
            return DataType.struct(fields);
        }
        if (format.equals("+m")) {
            List<ArrowField> entry = field.children().get(0).children();
            return DataType.map(
                    Field.required("key", typeOf(entry.get(0), column)),
                    Field.of("value", typeOf(entry.get(1), column)));
        }
        throw refusal(column, format.startsWith("+u") ? "union" : format);
    }

    private static DataType extensionType(ArrowField field, String column) {
        return switch (field.extension()) {
            case BOOL_AS_BYTE -> DataType.BOOL;
            case UUID -> DataType.UUID;
            case "arrow.json" -> DataType.STRING;
            case "arrow.parquet.variant" -> throw refusal(column, "variant");
            case "geoarrow.wkb" -> throw refusal(column, "geometry");
            default -> throw refusal(column, opaqueName(field));
        };
    }

    private static String opaqueName(ArrowField field) {
        Matcher name = OPAQUE.matcher(field.extensionMetadata());
        return name.find() ? name.group(1) : field.extension();
    }

    /** Seconds count as milliseconds: there is no coarser unit. */
    private static Resolution resolution(String letter) {
        return switch (letter) {
            case "u" -> Resolution.MICROS;
            case "n" -> Resolution.NANOS;
            default -> Resolution.MILLIS;
        };
    }

    /** The error for a column whose type no column type holds, with what to write instead. */
    public static QueryException refusal(String column, String type) {
        return new QueryException(
                ErrorCode.NOT_SUPPORTED,
                "Column '" + column + "' has the engine type " + type + ", which no column type holds: "
                        + REMEDY.getOrDefault(type, "cast it to another type") + ".");
    }
}
