package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.duckdb.sql.TypeSql;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a user's SQL text into a plan node: the engine parses it, {@link SqlTree} judges the tree, what was judged is
 * written out as SQL again, and binding that against empty tables of the datasets' columns gives the result's columns. No
 * file is touched.
 */
final class SqlPreparation {
    private final Instances instances;
    private final Transfer transfer;
    private final SqlCatalog catalog;

    SqlPreparation(Instances instances, Transfer transfer, SqlCatalog catalog) {
        this.instances = instances;
        this.transfer = transfer;
        this.catalog = catalog;
    }

    /** @throws PlanException as {@link dev.colonnade.backend.Engine#prepareSql} says */
    PreparedText prepare(String text, List<LiteralValue> parameters) {
        Map<String, Object> tree = parse(text);
        Map<String, FileSet> datasets = new LinkedHashMap<>();
        SqlTree.Judgement judgement = SqlTree.judge(tree, name -> resolve(name, datasets));
        requireParameters(judgement.placeholders(), parameters);
        String written = one("SELECT json_deserialize_sql(CAST(? AS JSON))", Json.write(tree));
        String sql = Parameters.cast(written, parameters);
        StringBuilder tables = new StringBuilder();
        judgement.tables().forEach((name, dataset) -> {
            FileSet files = Objects.requireNonNull(datasets.get(dataset));
            tables.append(tables.isEmpty() ? "WITH " : ", ").append(emptyTable(name, files.schema()));
        });
        try {
            String narrowed = narrowSums(sql, tables.toString());
            Schema schema = columns(tables + " SELECT * FROM (" + narrowed + ") LIMIT 0", parameters);
            return new PreparedText(
                    new PreparedText.Understood(
                            tree, judgement.tables(), narrowed, schema, SqlParameters.mayDecideColumns(tree)),
                    datasets);
        } catch (SQLException e) {
            throw bindingError(e);
        }
    }

    private Map<String, Object> parse(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new PlanException(ErrorCode.SQL_SYNTAX, "The SQL text holds a NUL character: remove it.");
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> answer =
                (Map<String, Object>) Json.parse(one("SELECT json_serialize_sql(CAST(? AS VARCHAR))", text));
        if (answer.get("error") instanceof Json.Word failed && failed.text().equals("true")) {
            throw refused(String.valueOf(answer.get("error_type")), String.valueOf(answer.get("error_message")), text);
        }
        int statements = answer.get("statements") instanceof List<?> list ? list.size() : 0;
        if (statements != 1) {
            throw SqlTree.forbidden("has " + statements + " statements: give one SELECT");
        }
        return answer;
    }

    private static PlanException refused(String type, String message, String text) {
        if (type.equals("parser")) {
            return new PlanException(
                    ErrorCode.SQL_SYNTAX,
                    "The SQL text does not parse: " + message + "." + (text.isBlank() ? " It is empty." : ""));
        }
        if (message.startsWith("Only SELECT")) {
            return SqlTree.forbidden("is no SELECT: queries read, they do not write, attach, load or set");
        }
        return new PlanException(ErrorCode.SQL_SYNTAX, "The SQL text cannot be used: " + message + ".");
    }

    /** Finds a dataset, and answers with the name it is registered by, or else the one it was called by. */
    private String resolve(String called, Map<String, FileSet> found) {
        String name = catalog.names().stream()
                .filter(n -> n.equalsIgnoreCase(called))
                .findFirst()
                .orElse(called);
        found.computeIfAbsent(name, n -> catalog.find(n).orElseThrow(() -> noSuchDataset(called)));
        return name;
    }

    private PlanException noSuchDataset(String name) {
        List<String> names = catalog.names();
        return new PlanException(
                ErrorCode.NO_SUCH_DATASET,
                "No dataset is registered as '" + name + "'"
                        + (names.isEmpty() ? "" : "; there are " + String.join(", ", names)) + "."
                        + Nearest.hint(name, names));
    }

    private static void requireParameters(int placeholders, List<LiteralValue> parameters) {
        if (placeholders != parameters.size()) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The SQL text has " + placeholders + " placeholders and got " + parameters.size() + " values.");
        }
    }

    private static String emptyTable(String name, Schema schema) {
        String columns = schema.fields().stream()
                .map(f -> "CAST(NULL AS " + TypeSql.of(f.type()) + ") AS " + EngineText.identifier(f.name()))
                .collect(Collectors.joining(", "));
        return EngineText.identifier(name) + " AS (SELECT " + columns + " LIMIT 0)";
    }

    /** The engine adds integers up in 128 bits; as everywhere in the library the sum is an int64, or an error. */
    private String narrowSums(String sql, String tables) throws SQLException {
        List<String> casts = new ArrayList<>();
        Lane lane = instances.borrow(Instance.RowOrder.FILES, Set.of());
        try (var statement = lane.connection().prepareStatement(tables + " SELECT * FROM (" + sql + ")")) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnTypeName(i).equals("HUGEINT")) {
                    String name = EngineText.identifier(columns.getColumnName(i));
                    casts.add("CAST(" + name + " AS BIGINT) AS " + name);
                }
            }
        } finally {
            lane.release(false);
        }
        return casts.isEmpty() ? sql : "SELECT * REPLACE (" + String.join(", ", casts) + ") FROM (" + sql + ")";
    }

    private Schema columns(String sql, List<LiteralValue> parameters) {
        try (BatchStream stream = run(sql, parameters, null)) {
            stream.next();
            return stream.schema();
        }
    }

    /** The single string of a result. */
    private String one(String sql, String parameter) {
        Schema promised = Schema.of(Field.of("answer", DataType.STRING));
        try (BatchStream stream = run(sql, List.of(LiteralValue.of(parameter, DataType.STRING)), promised)) {
            Batch batch = stream.next();
            if (batch == null || batch.column(0).isNull(0)) {
                throw new ColonnadeException(ErrorCode.INTERNAL, "The engine gave no parse tree.");
            }
            return batch.column(0).stringAt(0);
        }
    }

    private BatchStream run(String sql, List<LiteralValue> parameters, @Nullable Schema promised) {
        SqlQuery query = new SqlQuery(sql, parameters, List.of(), true, Schema.of());
        Lane lane = instances.borrow(Instance.RowOrder.FILES, Set.of());
        return QueryRun.start(lane, transfer, query, List.of(), promised, ExecutionContext.create());
    }

    /** What binding says, in terms of a plan: names that do not exist and types that do not go together. */
    private static ColonnadeException bindingError(SQLException failure) {
        EngineErrors.Message message = EngineErrors.parse(failure);
        String text = message.text();
        if (message.kind().equals("Catalog") && text.contains("Function with name ")) {
            return planError(ErrorCode.NO_SUCH_FUNCTION, text, failure);
        }
        if (!message.kind().equals("Binder")) {
            return EngineErrors.failure(failure);
        }
        if (text.startsWith("Referenced column") || text.contains("does not have a column named")) {
            return planError(ErrorCode.NO_SUCH_COLUMN, text + candidates(failure), failure);
        }
        if (text.startsWith("Ambiguous reference")) {
            return planError(ErrorCode.AMBIGUOUS_COLUMN, text, failure);
        }
        if (text.startsWith("No function matches") || text.startsWith("Cannot compare") || text.contains("type")) {
            return planError(ErrorCode.TYPE_MISMATCH, text, failure);
        }
        return planError(ErrorCode.INVALID_PLAN, text, failure);
    }

    /** The nearest names, which the engine gives on its second line. */
    private static String candidates(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .skip(1)
                .filter(line -> line.startsWith("Candidate bindings: "))
                .findFirst()
                .map(line -> "; did you mean " + line.substring("Candidate bindings: ".length()) + "?")
                .orElse("");
    }

    private static PlanException planError(ErrorCode code, String text, SQLException cause) {
        return new PlanException(
                code, "The SQL text does not fit its tables: " + text + (text.endsWith("?") ? "" : "."), cause);
    }
}
