package dev.colonnade.contract;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine without the library: its JDBC driver, read value by value. */
public final class Raw implements AutoCloseable {
    private final Connection connection;

    private Raw(Connection connection) {
        this.connection = connection;
    }

    public static Raw open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            return new Raw(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a query as the Java classes that {@link DataType} documents for these columns. */
    public List<List<@Nullable Object>> rows(String sql, Schema schema) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 0; i < schema.size(); i++) {
                    DataType type = schema.field(i).type();
                    row.add(
                            type instanceof DataType.TimestampType timestamp && !timestamp.utc()
                                    ? result.getObject(i + 1, LocalDateTime.class)
                                    : value(result.getObject(i + 1), type));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one number that a query answers with. */
    public long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Writes the rows of a SELECT as one Parquet file. */
    public Path copy(String select, Path to) {
        return copy(select, to, "");
    }

    /** @param options such as {@code , ROW_GROUP_SIZE 2048} */
    public Path copy(String select, Path to, String options) {
        execute("COPY (" + select + ") TO " + literal(to.toString()) + " (FORMAT parquet" + options + ")");
        return to;
    }

    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public static String name(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A call that reads these files, names taken literally. */
    public static String reader(Path... files) {
        StringBuilder list = new StringBuilder("read_parquet([");
        for (int i = 0; i < files.length; i++) {
            String escaped = files[i].toString().replaceAll("[*?\\[]", "[$0]");
            list.append(i == 0 ? "" : ", ").append(literal(escaped));
        }
        return list.append("], hive_partitioning=false)").toString();
    }

    private static @Nullable Object value(@Nullable Object raw, DataType type) throws SQLException {
        if (raw == null) {
            return null;
        }
        if (raw instanceof Array array) {
            return list((Object[]) array.getArray(), ((DataType.ListType) type).element());
        }
        if (raw instanceof Struct struct) {
            return struct(struct.getAttributes(), (DataType.StructType) type);
        }
        if (raw instanceof Map<?, ?> map) {
            return map(map, (DataType.MapType) type);
        }
        if (raw instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (raw instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (raw instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (raw instanceof LocalDateTime) {
            return raw;
        }
        if (type.equals(DataType.UINT64)) {
            return new BigInteger(raw.toString());
        }
        return raw;
    }

    private static List<@Nullable Object> list(Object[] raw, Field element) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : Arrays.asList(raw)) {
            values.add(value(value, element.type()));
        }
        return values;
    }

    private static Map<String, @Nullable Object> struct(Object[] raw, DataType.StructType type) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < raw.length; i++) {
            Field field = type.fields().get(i);
            values.put(field.name(), value(raw[i], field.type()));
        }
        return values;
    }

    private static Map<Object, @Nullable Object> map(Map<?, ?> raw, DataType.MapType type) throws SQLException {
        Map<Object, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : raw.entrySet()) {
            values.put(
                    value(entry.getKey(), type.key().type()),
                    value(entry.getValue(), type.value().type()));
        }
        return values;
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
