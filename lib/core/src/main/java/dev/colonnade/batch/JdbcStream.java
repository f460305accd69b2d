package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of a JDBC result set from its cursor on, as its driver hands them out. */
final class JdbcStream implements BatchStream {
    private static final int ROWS = 10_000;

    private final ResultSet rows;
    private final List<Getter> getters = new ArrayList<>();
    private final Schema schema;

    /** Reads one column of the current row; null for SQL's NULL. */
    private interface Getter {
        @Nullable
        Object get(int column) throws SQLException;
    }

    private record Reading(DataType type, Getter getter) {}

    JdbcStream(ResultSet rows) {
        this.rows = rows;
        try {
            ResultSetMetaData columns = rows.getMetaData();
            List<Field> fields = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                Reading reading = reading(columns, i);
                fields.add(new Field(columns.getColumnLabel(i), reading.type, true));
                getters.add(reading.getter);
            }
            this.schema = Schema.of(fields);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Reading reading(ResultSetMetaData columns, int i) throws SQLException {
        if (columns.getColumnTypeName(i).equalsIgnoreCase("uuid")) {
            return new Reading(DataType.UUID, c -> rows.getObject(c, UUID.class)); // which JDBC has no number for
        }
        return switch (columns.getColumnType(i)) {
            case Types.BOOLEAN, Types.BIT -> new Reading(DataType.BOOL, c -> orNull(rows.getBoolean(c)));
            case Types.TINYINT -> new Reading(DataType.INT16, c -> orNull(rows.getShort(c))); // unsigned for some
            case Types.SMALLINT -> new Reading(DataType.INT16, c -> orNull(rows.getShort(c)));
            case Types.INTEGER ->
                columns.isSigned(i)
                        ? new Reading(DataType.INT32, c -> orNull(rows.getInt(c)))
                        : new Reading(DataType.INT64, c -> orNull(rows.getLong(c)));
            case Types.BIGINT -> new Reading(DataType.INT64, c -> orNull(rows.getLong(c)));
            case Types.REAL -> new Reading(DataType.FLOAT32, c -> orNull(rows.getFloat(c)));
            case Types.FLOAT, Types.DOUBLE -> new Reading(DataType.FLOAT64, c -> orNull(rows.getDouble(c)));
            case Types.DECIMAL, Types.NUMERIC -> new Reading(decimal(columns, i), rows::getBigDecimal);
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> new Reading(DataType.STRING, rows::getString);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                new Reading(DataType.BINARY, rows::getBytes);
            case Types.DATE -> new Reading(DataType.DATE, c -> rows.getObject(c, LocalDate.class));
            case Types.TIME -> new Reading(DataType.time(Resolution.MICROS), c -> rows.getObject(c, LocalTime.class));
            case Types.TIMESTAMP ->
                new Reading(DataType.timestamp(Resolution.MICROS), c -> rows.getObject(c, LocalDateTime.class));
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                new Reading(DataType.timestampUtc(Resolution.MICROS), c -> {
                    OffsetDateTime time = rows.getObject(c, OffsetDateTime.class);
                    return time == null ? null : time.toInstant();
                });
            default ->
                throw new PlanException(
                        ErrorCode.NOT_SUPPORTED,
                        "Column '" + columns.getColumnLabel(i) + "' of the result set is "
                                + columns.getColumnTypeName(i) + ", which has no type here: cast it in the query.");
        };
    }

    private static DataType decimal(ResultSetMetaData columns, int i) throws SQLException {
        int precision = columns.getPrecision(i);
        int scale = columns.getScale(i);
        if (precision < 1 || precision > DataType.DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "Column '" + columns.getColumnLabel(i) + "' of the result set is a decimal with precision "
                            + precision + " and scale " + scale + ": cast it in the query, such as to DECIMAL(18, 2).");
        }
        return DataType.decimal(precision, scale);
    }

    private <T> @Nullable T orNull(T value) throws SQLException {
        return rows.wasNull() ? null : value;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        getters.forEach(getter -> columns.add(new ArrayList<>()));
        int count = 0;
        try {
            while (count < ROWS && rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).add(getters.get(i).get(i + 1));
                }
                count++;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        if (count == 0) {
            return null;
        }
        List<ColumnVector> vectors = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            vectors.add(Vectors.of(schema.field(i).type(), columns.get(i)));
        }
        return new Batch(schema, count, vectors);
    }

    private static ColonnadeException failed(SQLException e) {
        return new ColonnadeException(ErrorCode.IO, "The result set cannot be read: " + e.getMessage() + ".", e);
    }

    /** Leaves the result set to its owner. */
    @Override
    public void close() {}
}
