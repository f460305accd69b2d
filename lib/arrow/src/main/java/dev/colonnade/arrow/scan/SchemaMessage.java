package dev.colonnade.arrow.scan;

import dev.colonnade.cdata.ArrowField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema message of the Arrow IPC format, in which the native library states schemas, as the C data interface would
 * describe it: the <a href="https://arrow.apache.org/docs/format/CDataInterface.html">format strings</a> of its fields.
 */
final class SchemaMessage {
    /** Precedes the length of a message. */
    private static final int CONTINUATION = -1;

    private static final String[] UNITS = {"s", "m", "u", "n"};

    private SchemaMessage() {}

    /** The struct of all columns. */
    static ArrowField read(byte[] bytes) {
        ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        message.position(message.getInt(0) == CONTINUATION ? 2 * Integer.BYTES : Integer.BYTES);
        Schema schema = (Schema) Message.getRootAsMessage(message).header(new Schema());
        if (schema == null) {
            throw new IllegalStateException("The native library gave no schema.");
        }
        List<ArrowField> children = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            children.add(field(schema.fields(i)));
        }
        return new ArrowField("+s", "", Map.of(), children, null);
    }

    private static ArrowField field(Field field) {
        List<ArrowField> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(field(field.children(i)));
        }
        String name = field.name() == null ? "" : field.name();
        Map<String, String> metadata = metadata(field);
        DictionaryEncoding encoding = field.dictionary();
        if (encoding == null) {
            return new ArrowField(format(field), name, metadata, children, null);
        }
        ArrowField values = new ArrowField(format(field), "", Map.of(), children, null);
        return new ArrowField(integer(encoding.indexType()), name, metadata, List.of(), values);
    }

    private static Map<String, String> metadata(Field field) {
        Map<String, String> metadata = new HashMap<>();
        for (int i = 0; i < field.customMetadataLength(); i++) {
            KeyValue pair = field.customMetadata(i);
            metadata.put(pair.key(), pair.value());
        }
        return metadata;
    }

    private static String format(Field field) {
        return switch (field.typeType()) {
            case Type.Null -> "n";
            case Type.Bool -> "b";
            case Type.Int -> integer(table(field, new Int()));
            case Type.FloatingPoint -> real(table(field, new FloatingPoint()));
            case Type.Decimal -> decimal(table(field, new Decimal()));
            case Type.Utf8 -> "u";
            case Type.LargeUtf8 -> "U";
            case Type.Binary -> "z";
            case Type.LargeBinary -> "Z";
            case Type.FixedSizeBinary ->
                "w:" + table(field, new FixedSizeBinary()).byteWidth();
            case Type.Date -> table(field, new Date()).unit() == DateUnit.DAY ? "tdD" : "tdm";
            case Type.Time -> "tt" + unit(table(field, new Time()).unit());
            case Type.Timestamp -> timestamp(table(field, new Timestamp()));
            case Type.Duration -> "tD" + unit(table(field, new Duration()).unit());
            case Type.List -> "+l";
            case Type.LargeList -> "+L";
            case Type.FixedSizeList -> "+w:" + table(field, new FixedSizeList()).listSize();
            case Type.Struct_ -> "+s";
            case Type.Map -> "+m";
            default -> Type.name(field.typeType());
        };
    }

    private static <T extends com.google.flatbuffers.Table> T table(Field field, T table) {
        field.type(table);
        return table;
    }

    private static String integer(@Nullable Int type) {
        if (type == null) {
            return "i";
        }
        String letter =
                switch (type.bitWidth()) {
                    case 8 -> "c";
                    case 16 -> "s";
                    case 32 -> "i";
                    default -> "l";
                };
        return type.isSigned() ? letter : letter.toUpperCase(java.util.Locale.ROOT);
    }

    private static String real(FloatingPoint type) {
        return switch (type.precision()) {
            case Precision.HALF -> "e";
            case Precision.SINGLE -> "f";
            default -> "g";
        };
    }

    private static String decimal(Decimal type) {
        String digits = "d:" + type.precision() + "," + type.scale();
        return type.bitWidth() == 128 ? digits : digits + "," + type.bitWidth();
    }

    private static String timestamp(Timestamp type) {
        return "ts" + unit(type.unit()) + ":" + (type.timezone() == null ? "" : type.timezone());
    }

    /** @param unit one of {@link TimeUnit}, which counts from seconds to nanoseconds */
    private static String unit(short unit) {
        return UNITS[unit];
    }
}
