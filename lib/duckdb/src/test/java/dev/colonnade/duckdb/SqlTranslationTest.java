package dev.colonnade.duckdb;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts become nodes of the library, and that these answer what the engine answers to the text. */
class SqlTranslationTest {
    private static @TempDir Path directory;
    private static DuckDbEngine engine;
    private static TestEngine parser;
    private static SqlPreparation preparation;

    @BeforeAll
    static void write() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (int m = 1; m <= 12; m++) {
                Path file = Files.createDirectories(directory.resolve("t/day=2024-01-" + (10 + m / 3) + "/k=" + m % 3))
                        .resolve(m + ".parquet");
                statement.execute("COPY (SELECT (100 * " + m + " + i)::BIGINT AS id, (i % 7)::INTEGER AS s,"
                        + " TIMESTAMP '2024-01-01' + to_hours((100 * " + m + " + i)::INTEGER) AS ts,"
                        + " CASE WHEN i % 5 > 0 THEN 'name ' || (i % 11) END AS \"Name\","
                        + " CASE WHEN i % 9 = 0 THEN NULL WHEN i % 13 = 12 AND " + m + " = 4 THEN 'NaN'::DOUBLE"
                        + " ELSE i / 4 - 3 END AS price, i % 3 = 0 AS flag, (i * 1.25)::DECIMAL(10, 2) AS amount,"
                        + " CASE WHEN " + m + " > 6 THEN " + m + " END::SMALLINT AS late, {'a': i::INTEGER} AS r"
                        + " FROM range(40) t(i)) TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
            }
            statement.execute("COPY (SELECT (i * 3)::INTEGER AS s, 'label ' || i AS label, 100 * i + 7 AS id"
                    + " FROM range(4) t(i)) TO '" + directory.resolve("d.parquet") + "' (FORMAT parquet)");
        }
        Map<String, FileSet> datasets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        datasets.put("t", Datasets.open(directory.resolve("t").toString()));
        datasets.put("d", Datasets.open(directory.resolve("d.parquet").toString()));
        engine = DuckDbEngine.open(EngineOptions.defaults());
        parser = new TestEngine();
        preparation = new SqlPreparation(parser.instances, parser.transfer, new SqlCatalog() {
            @Override
            public Optional<FileSet> find(String name) {
                return Optional.ofNullable(datasets.get(name));
            }

            @Override
            public List<String> names() {
                return List.copyOf(datasets.keySet());
            }
        });
    }

    @AfterAll
    static void close() {
        engine.close();
        parser.close();
    }

    private static Table run(LogicalPlan plan) {
        LogicalPlan optimized = Optimizer.standard().optimize(plan).plan();
        List<ScanTask> tasks =
                Plans.scans(optimized).stream().map(ScanPlanner::plan).toList();
        return Table.of(engine.execute(new ExecutablePlan(optimized, tasks), ExecutionContext.create()));
    }

    private static List<String> rows(Table table, boolean ordered) {
        List<String> rows = new ArrayList<>();
        table.rows().forEach(row -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < table.schema().size(); i++) {
                text.append(row.value(i)).append('|');
            }
            rows.add(text.toString());
        });
        if (!ordered) {
            rows.sort(null);
        }
        return rows;
    }

    /** Whether the text was translated, after its answers have been compared. */
    private static boolean check(String sql, boolean ordered, Object... parameters) {
        List<LiteralValue> values =
                List.of(parameters).stream().map(LiteralValue::ofJava).toList();
        PreparedText prepared = preparation.prepare(sql, values);
        LogicalPlan text = prepared.text(values);
        LogicalPlan plan = prepared.plan(values);
        if (plan instanceof LogicalPlan.Sql) {
            return false;
        }
        assertTrue(Invariants.sameColumns(text.schema(), plan.schema()), sql);
        Invariants.check(plan);
        assertEquals(rows(run(text), ordered), rows(run(plan), ordered), sql);
        return true;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM t",
                "select COUNT(*) as n, min(ts), MAX(t.\"name\"), count(price) FROM T",
                "SELECT count(*) FROM t WHERE day = DATE '2024-01-12' AND id > 500",
                "SELECT day, count(*) FROM t GROUP BY day",
                "SELECT k, day, min(id) AS first FROM t WHERE NOT (s = 3 OR price IS NULL) GROUP BY ALL",
                "SELECT day AS d, max(ts) FROM t GROUP BY d",
                "SELECT max(amount), k FROM t GROUP BY 2 ORDER BY 1 DESC, 2",
                "SELECT DISTINCT day FROM t",
                "SELECT DISTINCT day, k FROM t ORDER BY k DESC, day LIMIT 4",
                "SELECT id, ts, name FROM t ORDER BY ts DESC LIMIT 10",
                "SELECT * FROM t ORDER BY id LIMIT 3 OFFSET 4",
                "SELECT name FROM t ORDER BY id DESC NULLS FIRST LIMIT 5",
                "SELECT id, name AS s FROM t ORDER BY s NULLS FIRST, id LIMIT 5",
                "SELECT id FROM t LIMIT 5",
                "SELECT id FROM t WHERE id > 733 LIMIT 5 OFFSET 2",
                "SELECT d.label, count(*), sum(t.id) FROM t JOIN d ON t.s = d.s GROUP BY d.label",
                "SELECT label, min(a.price) FROM t AS a JOIN d b ON b.s = a.s AND a.id = b.id WHERE k = 1 GROUP BY label",
                "SELECT count(*) FROM t GROUP BY k ORDER BY count(*)",
                "SELECT avg(id), sum(s), avg(price) FROM t WHERE name LIKE 'name 1%' OR id IN (105, 106)",
                "SELECT max(late), min(late), count(late) FROM t WHERE id BETWEEN 100 AND 900",
                "SELECT min(flag), max(flag), min(price), max(price) FROM t",
                "SELECT day FROM t GROUP BY day ORDER BY day DESC",
            })
    void theseAreTranslated(String sql) {
        assertTrue(check(sql, sql.contains("ORDER BY") || sql.contains("LIMIT")), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM t WHERE id = 500",
                "SELECT id FROM t ORDER BY id",
                "SELECT count(*) + 1 FROM t",
                "SELECT count(DISTINCT s) FROM t",
                "SELECT count(*) FILTER (WHERE s > 1) FROM t",
                "SELECT count(*) FROM t HAVING count(*) > 1",
                "SELECT day, count(*) FROM t GROUP BY ROLLUP (day)",
                "SELECT day FROM t GROUP BY year(day), day",
                "SELECT DISTINCT ON (day) day, id FROM t",
                "SELECT DISTINCT day FROM t LIMIT 2",
                "SELECT count(*) FROM t TABLESAMPLE 10%",
                "SELECT count(*) FROM (SELECT * FROM t)",
                "WITH x AS (SELECT 1) SELECT count(*) FROM t",
                "SELECT count(*) FROM t WHERE id + 1 > 3",
                "SELECT count(*) FROM t WHERE random() < 2",
                "SELECT count(*) FROM t LEFT JOIN d ON t.s = d.s",
                "SELECT count(*) FROM t, d WHERE t.s = d.s",
                "SELECT count(*) FROM t JOIN d USING (s)",
                "SELECT count(*) FROM t JOIN d ON t.s < d.s",
                "SELECT count(*) FROM t JOIN d ON t.id = d.s",
                "SELECT max(id) OVER () FROM t LIMIT 1",
                "SELECT id FROM t ORDER BY random() LIMIT 3",
                "SELECT id FROM t LIMIT 10 PERCENT",
                "SELECT max(r) FROM t",
                "SELECT max(id, 2) FROM t",
                "SELECT sum(amount) FROM t",
                "SELECT t.id, t.id AS x, count(*) FROM t GROUP BY ALL HAVING x > 3",
                "SELECT count(*) FROM t UNION ALL SELECT count(*) FROM d",
            })
    void theseStayTexts(String sql) {
        assertEquals(false, check(sql, false), sql);
    }

    @Test
    void parametersAreTakenIn() {
        assertTrue(check("SELECT count(*) FROM t WHERE id > ? AND name = ?", false, 700L, "name 3"));
        assertTrue(check("SELECT id FROM t ORDER BY id LIMIT ? OFFSET ?", true, 7, 2));
        assertEquals(false, check("SELECT id FROM t ORDER BY id LIMIT ?", true, 7.0));
    }

    @Test
    void countsExtremesAndKeysReadNoFile() {
        for (String sql : List.of(
                "SELECT count(*), max(ts), min(id) FROM t",
                "SELECT day, count(*) FROM t WHERE k = 1 GROUP BY day",
                "SELECT DISTINCT day, k FROM t",
                "SELECT count(*) FROM t WHERE id >= 500")) {
            LogicalPlan plan = preparation.prepare(sql, List.of()).plan(List.of());
            assertEquals(
                    List.of(), Plans.scans(Optimizer.standard().optimize(plan).plan()), sql);
        }
    }

    /** Random statements of the shapes that may be translated; most are, and all answer alike. */
    @Test
    void randomStatementsAnswerAlike() {
        int wanted = Integer.getInteger("test.statements", 400);
        System.out.println("SQL statements: reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        int translated = 0;
        for (int i = 0; i < wanted; i++) {
            RandomStatements.Statement statement = new RandomStatements(random).next();
            translated += check(statement.sql(), statement.ordered()) ? 1 : 0;
        }
        System.out.println(translated + " of " + wanted + " statements were translated");
        assertTrue(translated > wanted * 3 / 4, translated + " of " + wanted);
    }
}
