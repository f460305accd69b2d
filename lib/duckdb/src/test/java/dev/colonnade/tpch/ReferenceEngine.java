package dev.colonnade.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2 over generated rows: what the right answers are compared with. */
final class ReferenceEngine implements AutoCloseable {
    private static final double SCALE_FACTOR = 0.01;

    private final Connection connection;

    private ReferenceEngine(Connection connection) {
        this.connection = connection;
    }

    /** With all eight tables filled and indexed by their keys. */
    static ReferenceEngine open() throws SQLException {
        ReferenceEngine engine =
                new ReferenceEngine(DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE"));
        for (TpchTable<?> table : TpchTable.getTables()) {
            engine.fill(table);
        }
        engine.execute("analyze");
        return engine;
    }

    private <E extends TpchEntity> void fill(TpchTable<E> table) throws SQLException {
        List<TpchColumn<E>> columns = table.getColumns();
        String definitions =
                columns.stream().map(c -> c.getColumnName() + " " + sqlType(c)).collect(Collectors.joining(", "));
        execute("create table " + table.getTableName() + " (" + definitions + ")");
        String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table.getTableName() + " values (" + places + ")")) {
            for (List<Object> row : generate(table)) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (TpchColumn<E> column : columns) {
            if (column.getColumnName().endsWith("key")) {
                execute("create index on " + table.getTableName() + " (" + column.getColumnName() + ")");
            }
        }
    }

    /** The rows of a table as the specification's generator makes them. */
    static <E extends TpchEntity> List<List<Object>> generate(TpchTable<E> table) {
        List<List<Object>> rows = new ArrayList<>();
        for (E entity : table.createGenerator(SCALE_FACTOR, 1, 1)) {
            rows.add(table.getColumns().stream().map(c -> value(c, entity)).toList());
        }
        return rows;
    }

    private static <E extends TpchEntity> Object value(TpchColumn<E> column, E entity) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> column.getIdentifier(entity);
            case INTEGER -> column.getInteger(entity);
            case DATE -> LocalDate.ofEpochDay(column.getDate(entity));
            case DOUBLE -> BigDecimal.valueOf(column.getDouble(entity)).setScale(2);
            case VARCHAR -> column.getString(entity);
        };
    }

    private static String sqlType(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> "bigint";
            case INTEGER -> "integer";
            case DATE -> "date";
            case DOUBLE -> "decimal(12, 2)";
            case VARCHAR -> "varchar";
        };
    }

    Answer query(String sql, List<Object> args) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < args.size(); i++) {
                statement.setObject(i + 1, args.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                return read(result);
            }
        }
    }

    private static Answer read(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getMetaData().getColumnLabel(i));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                Object value = result.getObject(i);
                row.add(value instanceof java.sql.Date date ? date.toLocalDate() : value);
            }
            rows.add(row);
        }
        return new Answer(columns, rows);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
