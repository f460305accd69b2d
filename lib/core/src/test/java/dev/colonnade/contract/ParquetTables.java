package dev.colonnade.contract;

import dev.colonnade.oracle.TestData;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes Parquet files from Java values with plain DuckDB: every value is a SQL literal with an explicit type. */
public final class ParquetTables implements TestData.Writer, AutoCloseable {
    private final Connection connection;

    public ParquetTables() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            execute("SET TimeZone = 'UTC'");
            execute("SET async_threads = 0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(Path file, Schema schema, List<List<@Nullable Object>> rows) {
        try {
            Files.createDirectories(file.getParent());
            execute("COPY (" + select(schema, rows) + ") TO '" + file.toString().replace("'", "''") + "'"
                    + " (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static String select(Schema schema, List<List<@Nullable Object>> rows) {
        List<Field> fields = schema.fields();
        if (rows.isEmpty()) {
            return fields.stream()
                    .map(f -> "NULL::" + typeName(f.type()) + " AS " + f.name())
                    .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
        }
        StringBuilder values = new StringBuilder();
        for (List<@Nullable Object> row : rows) {
            values.append(values.length() == 0 ? "(" : ", (");
            for (int i = 0; i < fields.size(); i++) {
                values.append(i == 0 ? "" : ", ")
                        .append(literal(row.get(i), fields.get(i).type()));
            }
            values.append(')');
        }
        return "SELECT * FROM (VALUES " + values + ") t(" + String.join(", ", schema.names()) + ")";
    }

    private static String literal(@Nullable Object value, DataType type) {
        return value == null ? "NULL::" + typeName(type) : text(value, type) + "::" + typeName(type);
    }

    private static String text(Object value, DataType type) {
        if (value instanceof Instant instant) {
            return quoted(LocalDateTime.ofInstant(instant, ZoneOffset.UTC) + "+00");
        }
        if (value instanceof byte[] bytes) {
            StringBuilder hex = new StringBuilder();
            for (byte b : bytes) {
                hex.append(String.format("\\x%02X", b));
            }
            return quoted(hex.toString());
        }
        if (value instanceof BigDecimal decimal) {
            return quoted(decimal.toPlainString());
        }
        if (value instanceof List<?> list) {
            DataType element = ((DataType.ListType) type).element().type();
            return list.stream().map(v -> literal(v, element)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return ((DataType.StructType) type)
                    .fields().stream()
                            .map(f -> "'" + f.name() + "': " + literal(map.get(f.name()), f.type()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        return quoted(value.toString());
    }

    private static String typeName(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return (integer.signed() ? "" : "U")
                    + switch (integer.bits()) {
                        case 8 -> "TINYINT";
                        case 16 -> "SMALLINT";
                        case 32 -> "INTEGER";
                        default -> "BIGINT";
                    };
        }
        if (type instanceof DataType.FloatType real) {
            return real.bits() == 64 ? "DOUBLE" : "FLOAT";
        }
        if (type instanceof DataType.DecimalType decimal) {
            return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof DataType.TimestampType timestamp) {
            String name =
                    switch (timestamp.unit()) {
                        case MILLIS -> "TIMESTAMP_MS";
                        case MICROS -> "TIMESTAMP";
                        case NANOS -> "TIMESTAMP_NS";
                    };
            return timestamp.utc() ? name.replace("STAMP", "STAMPTZ").replace("_MS", "") : name;
        }
        if (type instanceof DataType.ListType list) {
            return typeName(list.element().type()) + "[]";
        }
        if (type instanceof DataType.StructType struct) {
            return struct.fields().stream()
                    .map(f -> f.name() + " " + typeName(f.type()))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        return plainName(type);
    }

    private static String plainName(DataType type) {
        if (type.equals(DataType.BOOL)) {
            return "BOOLEAN";
        }
        if (type.equals(DataType.STRING)) {
            return "VARCHAR";
        }
        if (type.equals(DataType.BINARY)) {
            return "BLOB";
        }
        if (type.equals(DataType.UUID)) {
            return "UUID";
        }
        if (type.equals(DataType.DATE)) {
            return "DATE";
        }
        if (type instanceof DataType.TimeType time) {
            return time.unit() == Resolution.NANOS ? "TIME_NS" : "TIME";
        }
        throw new IllegalArgumentException("No column of type " + type);
    }

    private static String quoted(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
