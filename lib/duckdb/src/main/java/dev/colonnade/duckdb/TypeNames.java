package dev.colonnade.duckdb;

import dev.colonnade.cdata.ArrowTypes;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the engine's names of types, such as {@code STRUCT(a DECIMAL(4,1), "b c" VARCHAR[])}. */
final class TypeNames {
    private static final Map<String, DataType> PLAIN = Map.ofEntries(
            Map.entry("\"NULL\"", DataType.NULL),
            Map.entry("BOOLEAN", DataType.BOOL),
            Map.entry("TINYINT", DataType.INT8),
            Map.entry("SMALLINT", DataType.INT16),
            Map.entry("INTEGER", DataType.INT32),
            Map.entry("BIGINT", DataType.INT64),
            Map.entry("UTINYINT", DataType.UINT8),
            Map.entry("USMALLINT", DataType.UINT16),
            Map.entry("UINTEGER", DataType.UINT32),
            Map.entry("UBIGINT", DataType.UINT64),
            Map.entry("FLOAT", DataType.FLOAT32),
            Map.entry("DOUBLE", DataType.FLOAT64),
            Map.entry("VARCHAR", DataType.STRING),
            Map.entry("JSON", DataType.STRING),
            Map.entry("ENUM", DataType.STRING),
            Map.entry("BLOB", DataType.BINARY),
            Map.entry("UUID", DataType.UUID),
            Map.entry("DATE", DataType.DATE),
            Map.entry("TIME", DataType.time(Resolution.MICROS)),
            Map.entry("TIME_NS", DataType.time(Resolution.NANOS)),
            Map.entry("TIMESTAMP", DataType.timestamp(Resolution.MICROS)),
            Map.entry("TIMESTAMP_S", DataType.timestamp(Resolution.MILLIS)),
            Map.entry("TIMESTAMP_MS", DataType.timestamp(Resolution.MILLIS)),
            Map.entry("TIMESTAMP_NS", DataType.timestamp(Resolution.NANOS)),
            Map.entry("TIMESTAMP WITH TIME ZONE", DataType.timestampUtc(Resolution.MICROS)),
            Map.entry("TIMESTAMPTZ_NS", DataType.timestampUtc(Resolution.NANOS)),
            Map.entry("INTERVAL", DataType.INTERVAL));

    private final String text;
    private final String column;
    private int at;

    private TypeNames(String text, String column) {
        this.text = text;
        this.column = column;
    }

    /** @throws dev.colonnade.error.QueryException NOT_SUPPORTED naming the column and type if no column type holds it */
    static DataType parse(String name, String column) {
        return new TypeNames(name, column).type();
    }

    private DataType type() {
        DataType type = simple();
        while (peek() == '[') {
            at = text.indexOf(']', at) + 1;
            type = DataType.list(Field.of("element", type));
        }
        return type;
    }

    private DataType simple() {
        if (peek() == '"') {
            return plain(quoted('"'));
        }
        int start = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_' || wordGoesOn()) {
            at++;
        }
        String name = text.substring(start, at);
        if (peek() != '(') {
            return plain(name);
        }
        at++;
        return switch (name) {
            case "DECIMAL" -> {
                int precision = number();
                yield DataType.decimal(precision, number());
            }
            case "STRUCT" -> struct();
            case "TUPLE" -> tuple();
            case "MAP" -> {
                DataType key = type();
                skip();
                DataType value = type();
                skip();
                yield DataType.map(Field.required("key", key), Field.of("value", value));
            }
            case "ENUM" -> {
                while (peek() == '\'') {
                    quoted('\'');
                    skip();
                }
                yield DataType.STRING;
            }
            default -> throw ArrowTypes.refusal(column, name.toLowerCase(Locale.ROOT));
        };
    }

    /** A blank inside a name such as {@code TIME WITH TIME ZONE}. */
    private boolean wordGoesOn() {
        return peek() == ' '
                && (text.startsWith(" WITH", at) || text.startsWith(" TIME", at) || text.startsWith(" ZONE", at));
    }

    private DataType struct() {
        List<Field> fields = new ArrayList<>();
        do {
            String name = peek() == '"' ? quoted('"') : word();
            at++;
            fields.add(Field.of(name, type()));
        } while (skip());
        return DataType.struct(fields);
    }

    private DataType tuple() {
        List<Field> fields = new ArrayList<>();
        do {
            fields.add(Field.of("element" + (fields.size() + 1), type()));
        } while (skip());
        return DataType.struct(fields);
    }

    private DataType plain(String name) {
        DataType type = PLAIN.get(name.equals("NULL") ? "\"NULL\"" : name);
        if (type == null) {
            throw ArrowTypes.refusal(
                    column, name.equals("TIME WITH TIME ZONE") ? "time_tz" : name.toLowerCase(Locale.ROOT));
        }
        return type;
    }

    /** Passes a comma and blanks, or the closing bracket; whether it was a comma. */
    private boolean skip() {
        boolean comma = peek() == ',';
        at++;
        while (peek() == ' ') {
            at++;
        }
        return comma;
    }

    private int number() {
        int start = at;
        while (Character.isDigit(peek())) {
            at++;
        }
        int number = Integer.parseInt(text.substring(start, at));
        skip();
        return number;
    }

    private String word() {
        int start = at;
        while (peek() != ' ' && peek() != '\0') {
            at++;
        }
        return text.substring(start, at);
    }

    /** A quoted text in which the quote is doubled. */
    private String quoted(char quote) {
        StringBuilder name = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                name.append(c);
            } else if (peek() == quote) {
                name.append(c);
                at++;
            } else {
                break;
            }
        }
        return name.toString();
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
