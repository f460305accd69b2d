package dev.colonnade.duckdb.sql;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An engine of its own for a test class, through plain JDBC. */
final class TestEngine implements AutoCloseable {
    private final Connection connection;

    TestEngine() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            run("SET threads = 2");
            run("SET TimeZone = 'UTC'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Writes a Parquet file with the rows of {@code select}. */
    Path copy(String select, Path file) {
        run("COPY (" + select + ") TO " + Quoting.string(file.toString()) + " (FORMAT parquet)");
        return file;
    }

    /** Writes a Parquet file with these rows. */
    Path write(Schema schema, List<? extends List<? extends @Nullable Object>> rows, Path file) {
        List<String> names = schema.names().stream().map(Quoting::name).toList();
        List<String> tuples = new ArrayList<>();
        for (List<? extends @Nullable Object> row : rows) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(LiteralSql.of(row.get(i), schema.field(i).type()));
            }
            tuples.add("(" + String.join(", ", values) + ")");
        }
        return copy(
                "SELECT * FROM (VALUES " + String.join(",\n", tuples) + ") AS t(" + String.join(", ", names) + ")",
                file);
    }

    static FileSet open(Path... locations) {
        List<String> paths = new ArrayList<>();
        for (Path location : locations) {
            paths.add(location.toString());
        }
        return Datasets.open(paths, DatasetOptions.defaults());
    }

    static LogicalPlan scan(Path... locations) {
        return LogicalPlan.Scan.of(open(locations));
    }

    static ExecutablePlan executable(LogicalPlan plan) {
        List<ScanTask> tasks = Plans.scans(plan).stream().map(ScanPlanner::plan).toList();
        return new ExecutablePlan(plan, tasks);
    }

    static SqlQuery render(LogicalPlan plan) {
        return SqlRenderer.render(executable(plan));
    }

    /** The rows of the plan's SQL as Java values, its columns' engine types checked. */
    List<List<@Nullable Object>> rows(LogicalPlan plan) {
        return rows(render(plan));
    }

    /** What the engine says when it refuses to run the plan. */
    String failure(LogicalPlan plan) {
        SqlQuery query = render(plan);
        try {
            throw new AssertionError("No failure but " + run(query) + " of " + query.text());
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    List<List<@Nullable Object>> rows(SqlQuery query) {
        try {
            return run(query);
        } catch (SQLException e) {
            throw new IllegalStateException(query.text(), e);
        }
    }

    private List<List<@Nullable Object>> run(SqlQuery query) throws SQLException {
        prepare(query);
        List<Field> fields = query.schema().fields();
        if (query.parameters().isEmpty()) {
            // before it is bound, a placeholder may leave the types open
            checkTypes(query);
        }
        List<String> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.max(1, fields.size()); i++) {
            names.add("r" + i);
            items.add(
                    i < fields.size()
                            ? EngineValues.readable("r" + i, fields.get(i).type())
                            : "r0");
        }
        String readable = "SELECT " + String.join(", ", items) + " FROM (\n" + query.text() + "\n) AS readable("
                + String.join(", ", names) + ")";
        try (PreparedStatement statement = connection.prepareStatement(readable)) {
            bind(statement, query.parameters());
            try (ResultSet result = statement.executeQuery()) {
                return EngineValues.rows(result, fields);
            }
        }
    }

    /** The rows of a query about the engine itself, such as {@code EXPLAIN}, joined by spaces. */
    String text(String prefix, LogicalPlan plan) {
        SqlQuery query = render(plan);
        try {
            prepare(query);
            try (PreparedStatement statement = connection.prepareStatement(prefix + " " + query.text())) {
                bind(statement, query.parameters());
                try (ResultSet result = statement.executeQuery()) {
                    StringBuilder text = new StringBuilder();
                    while (result.next()) {
                        text.append(result.getString(result.getMetaData().getColumnCount()))
                                .append('\n');
                    }
                    return text.toString();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query.text(), e);
        }
    }

    private void prepare(SqlQuery query) {
        run("SET preserve_insertion_order = " + query.keepsOrder());
        for (SqlQuery.Variable variable : query.variables()) {
            String list = variable.values().stream()
                    .map(value -> value == null ? "NULL" : Quoting.string(value))
                    .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
            run("SET VARIABLE " + variable.name() + " = " + list);
        }
    }

    private void checkTypes(SqlQuery query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.text())) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 0; i < query.schema().size(); i++) {
                Field field = query.schema().field(i);
                String engine = columns.getColumnTypeName(i + 1).replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ");
                if (!field.type().isNested() && !engine.equals(TypeSql.of(field.type()))) {
                    throw new AssertionError(field + " comes as " + engine + " from " + query.text());
                }
                if (!columns.getColumnName(i + 1).equals(field.name())) {
                    throw new AssertionError(field + " is called " + columns.getColumnName(i + 1));
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, List<LiteralValue> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i).value());
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
