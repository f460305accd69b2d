package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.SchemaMode;
import dev.colonnade.type.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScansTest {
    private final TestEngine engine = new TestEngine();

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        engine.close();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private Path copy(String select, String file) {
        Path path = dir.resolve(file);
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return engine.copy(select, path);
    }

    private LogicalPlan.Scan open() {
        return LogicalPlan.Scan.of(TestEngine.open(dir));
    }

    private static String text(LogicalPlan plan) {
        return TestEngine.render(plan).text();
    }

    /** The engine writes no two columns that differ in case only, so a name in the file is overwritten. */
    private static void overwrite(Path file, String name, String by) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(name, by);
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<List<@Nullable Object>> byFirst(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(row -> (Integer) Objects.requireNonNull(row.get(0))));
        return sorted;
    }

    @Test
    void columnsThatDifferInCaseOnly() throws IOException {
        Path file = copy("SELECT 1 AS name, 2 AS \"NAMF\", 3 AS \"NAME_1\", 'b' AS b", "f.parquet");
        overwrite(file, "NAMF", "NAME");
        assertEquals(List.of("name", "NAME", "NAME_1", "b"), open().schema().names());
        assertEquals(List.of(row(1, 2, 3, "b")), engine.rows(open()));
        LogicalPlan both =
                PlanBuilder.filter(open(), col("NAME").eq(2).and(col("name").eq(1)));
        assertEquals(List.of(row(2, 1)), engine.rows(PlanBuilder.select(both, List.of(col("NAME"), col("name")))));
        LogicalPlan nested = PlanBuilder.limit(PlanBuilder.limit(both, 0, 5), 0, 3);
        assertEquals(List.of(row(1, 2, 3, "b")), engine.rows(nested));
        assertEquals(List.of(row("b")), engine.rows(PlanBuilder.select(nested, List.of(col("b")))));
    }

    @Test
    void filesWhoseColumnsDifferInCaseOnly() {
        copy("SELECT 1 AS a, 'x' AS s", "f1.parquet");
        copy("SELECT 2 AS \"A\", 'y' AS s", "f2.parquet");
        copy("SELECT 3 AS a, 'z' AS s", "f3.parquet");
        assertEquals(List.of("a", "s", "A"), open().schema().names());
        assertEquals(
                List.of(row(1, "x", null), row(null, "y", 2), row(3, "z", null)), engine.rows(open().withLimit(9)));
        assertEquals(
                List.of(row("x"), row("y"), row("z")),
                engine.rows(open().withColumns(List.of("s")).withLimit(3)));
    }

    @Test
    void namesThatNeedQuotes() {
        copy(
                "SELECT 1 AS \"a \"\"b\"\"\", 2 AS \"select\", 3 AS \"x.y\", 4 AS \"file_index\", 5 AS \"\u00e9'\"",
                "f.parquet");
        assertEquals(List.of(row(1, 2, 3, 4, 5)), engine.rows(open()));
    }

    @Test
    void fileNamesThatLookLikePatterns() {
        for (String name : List.of("a[1].parquet", "b*.parquet", "c?.parquet", "d'{x,y}.parquet", "~e 100%.parquet")) {
            copy("SELECT '" + name.replace("'", "''") + "' AS name", name);
        }
        copy("SELECT 'decoy' AS name", "a1.parquet");
        copy("SELECT 'decoy' AS name", "bx.parquet");
        List<Path> files = List.of(dir.resolve("a[1].parquet"), dir.resolve("b*.parquet"), dir.resolve("c?.parquet"));
        for (Path file : files) {
            assertEquals(List.of(row(file.getFileName().toString())), engine.rows(TestEngine.scan(file)));
        }
        assertEquals(7, engine.rows(open()).size());
    }

    @Test
    void unionWidensAndFillsWithNull() {
        copy("SELECT 1::SMALLINT AS a, {'x': 1} AS s, 1.5::FLOAT AS f", "f1.parquet");
        copy("SELECT 70000 AS a, 'new' AS b, {'x': 2::BIGINT, 'y': 'q'} AS s, 2.5::DOUBLE AS f", "f2.parquet");
        LogicalPlan.Scan scan = open();
        assertEquals(DataType.INT32, scan.schema().field("a").type());
        LogicalPlan flat = scan.withColumns(List.of("a", "f", "b"));
        assertEquals(
                List.of(row(1, 1.5, null), row(70_000, 2.5, "new")),
                engine.rows(PlanBuilder.sort(flat, List.of(col("a").asc()))));
        assertEquals(
                List.of(row("{'x': 1, 'y': NULL}"), row("{'x': 2, 'y': q}")),
                engine.rows(scan.withColumns(List.of("s")).withLimit(2)));
        assertEquals(
                List.of(row(70_000)),
                engine.rows(PlanBuilder.select(PlanBuilder.filter(scan, col("b").eq("new")), List.of(col("a")))));
    }

    @Test
    void manyDifferingFilesAreReadInOneCall() {
        for (int i = 0; i < 20; i++) {
            copy(
                    "SELECT " + i + "::" + (i % 2 == 0 ? "SMALLINT" : "BIGINT") + " AS a"
                            + (i % 3 == 0 ? "" : ", 'b' AS b"),
                    "f" + (char) ('a' + i) + ".parquet");
        }
        LogicalPlan.Scan scan = open();
        assertTrue(text(scan).contains("schema=MAP"), text(scan));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add(row((long) i, i % 3 == 0 ? null : "b"));
        }
        assertEquals(expected, engine.rows(PlanBuilder.sort(scan, List.of(col("a").asc()))));
        assertEquals(expected.subList(0, 7), engine.rows(scan.withLimit(7)));
    }

    @Test
    void firstModeReadsNarrowerFilesAndFitsTheTypes() {
        copy("SELECT 1::BIGINT AS a, NULL::VARCHAR AS n", "f1.parquet");
        copy("SELECT 2::SMALLINT AS a, NULL::INTEGER AS n, 'extra' AS x", "f2.parquet");
        LogicalPlan.Scan scan = LogicalPlan.Scan.of(
                Datasets.open(List.of(dir.toString()), DatasetOptions.defaults().withSchemaMode(SchemaMode.FIRST)));
        assertEquals(List.of(row(1L, null), row(2L, null)), engine.rows(scan.withLimit(5)));
    }

    @Test
    void partitionValuesOfOneFewAndManyDirectories() {
        for (int i = 0; i < 40; i++) {
            String day = LocalDate.of(2024, 1, 1).plusDays(i / 4).toString();
            copy(
                    "SELECT " + i + " AS v",
                    "day=" + day + "/k=" + (i % 4 == 3 ? "__HIVE_DEFAULT_PARTITION__" : "k'" + i % 4) + "/f.parquet");
        }
        List<List<@Nullable Object>> expected = new ArrayList<>();
        List<String> order = new ArrayList<>();
        LogicalPlan.Scan all = open();
        all.files().files().forEach(f -> order.add(f.path().toString()));
        for (String path : order) {
            LocalDate day = LocalDate.parse(path.replaceAll(".*day=([^/]*)/.*", "$1"));
            String k = path.replaceAll(".*k=([^/]*)/.*", "$1");
            boolean none = k.startsWith("__");
            int i = (int) (day.toEpochDay() - LocalDate.of(2024, 1, 1).toEpochDay()) * 4
                    + (none ? 3 : Integer.parseInt(k.substring(2)));
            expected.add(row(i, day, none ? null : k));
        }
        LogicalPlan sorted = PlanBuilder.sort(all, List.of(col("v").asc()));
        assertEquals(byFirst(expected), engine.rows(sorted));
        for (LogicalPlan limited : List.of(all.withLimit(17), PlanBuilder.limit(all, 0, 17))) {
            assertTrue(text(limited).contains("list_extract"), text(limited));
            assertEquals(expected.subList(0, 17), engine.rows(limited));
        }
        assertTrue(text(all).contains("LEFT JOIN"), text(all));
        assertTrue(TestEngine.render(all).variables().size() == 3, text(all));

        for (int files : List.of(1, 6, 12)) {
            ScanTask task = ScanPlanner.plan(all);
            ScanTask part = new ScanTask(all, task.files().subList(0, files), task.report());
            SqlQuery query = SqlRenderer.render(new ExecutablePlan(sorted, List.of(part)));
            assertEquals(byFirst(expected.subList(0, files)), engine.rows(query));
            assertEquals(files == 6, query.text().contains("UNION ALL"), query.text());
            assertEquals(files == 12, query.text().contains("file_index"), query.text());
        }
        LogicalPlan filtered =
                PlanBuilder.filter(all, col("k").isNull().and(col("day").lt(LocalDate.of(2024, 1, 3))));
        assertEquals(
                List.of(row(3, LocalDate.of(2024, 1, 1), null), row(7, LocalDate.of(2024, 1, 2), null)),
                engine.rows(PlanBuilder.sort(filtered, List.of(col("v").asc()))));
        LogicalPlan grouped = PlanBuilder.aggregate(all, List.of(col("k")), List.of(count().as("n"), sum("v").as("s")));
        assertEquals(
                List.of(row("k'0", 10L, 180L), row("k'1", 10L, 190L), row("k'2", 10L, 200L), row(null, 10L, 210L)),
                engine.rows(PlanBuilder.sort(grouped, List.of(col("k").asc()))));
    }

    @Test
    void aStoredColumnNamedLikeTheFileNumber() {
        for (int i = 0; i < 10; i++) {
            copy("SELECT 99 AS file_index", "p=" + i + "/f.parquet");
        }
        LogicalPlan.Scan scan = open();
        assertEquals(row(99, 4L), engine.rows(scan.withLimit(9)).get(4));
    }

    @Test
    void thePathsValueCoversTheStoredOne() {
        copy("SELECT 1 AS v, 'stored' AS k", "k=path/f.parquet");
        assertEquals(List.of(row(1, "path")), engine.rows(open()));
    }

    @Test
    void noColumnsAndNoFiles() {
        copy("SELECT i FROM range(5) t(i)", "f.parquet");
        LogicalPlan.Scan scan = open().withColumns(List.of());
        assertEquals(5, engine.rows(scan).size());
        assertEquals(
                List.of(row(5L)),
                engine.rows(LogicalPlan.Aggregate.of(
                        scan,
                        List.of(),
                        ((LogicalPlan.Aggregate) PlanBuilder.aggregate(open(), List.of(), List.of(count().as("n"))))
                                .aggregates())));
        ScanTask task = ScanPlanner.plan(open());
        LogicalPlan.Scan all = (LogicalPlan.Scan) task.scan();
        SqlQuery empty =
                SqlRenderer.render(new ExecutablePlan(all, List.of(new ScanTask(all, List.of(), task.report()))));
        assertEquals(List.of(), engine.rows(empty));
    }

    @Test
    void typesThatTheEngineReadsAsItsOwn() {
        copy(
                "SELECT '{\"a\":1}'::JSON AS j, TIMETZ '01:02:03+00' AS t, [TIMETZ '01:02:03+00'] AS l, 'x'::VARCHAR AS s",
                "f.parquet");
        LogicalPlan.Scan scan = open();
        assertEquals(
                List.of(row("{\"a\":1}", LocalTime.of(1, 2, 3), List.of(LocalTime.of(1, 2, 3)), "x")),
                engine.rows(scan));
        LogicalPlan mixed = PlanBuilder.select(
                PlanBuilder.filter(scan, col("j").ne(col("s"))),
                List.of(
                        dev.colonnade.expr.Exprs.coalesce(col("j"), "not json").as("c"),
                        col("j").cast(DataType.STRING).tryCast(DataType.INT32).as("i")));
        assertEquals(List.of(row("{\"a\":1}", null)), engine.rows(mixed));
    }

    @Test
    void rowGroupsArePrunedByConstantsOnCastColumns() {
        engine.run("COPY (SELECT i::INTEGER AS a, 'v' || i::VARCHAR AS s FROM range(100000) t(i)) TO '"
                + dir.resolve("f1.parquet") + "' (ROW_GROUP_SIZE 2048)");
        engine.run("COPY (SELECT i AS a, 'v' || i::VARCHAR AS s FROM range(100000, 200000) t(i)) TO '"
                + dir.resolve("f2.parquet") + "' (ROW_GROUP_SIZE 2048)");
        LogicalPlan one = PlanBuilder.filter(open(), col("a").eq(150_000));
        String plan = engine.text("EXPLAIN ANALYZE", one);
        long scanned = plan.lines()
                .filter(line -> line.contains("Row Groups Scanned"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*Scanned: (\\d+) / \\d+.*", "$1")))
                .sum();
        assertEquals(1, scanned, plan);
    }

    @Test
    void limitsTakeRowsInFileOrder() {
        for (int i = 0; i < 6; i++) {
            copy("SELECT i + " + i * 1000 + " AS v FROM range(1000) t(i)", "f" + i + ".parquet");
        }
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (long i = 0; i < 3000; i++) {
            expected.add(row(2 * i + 1));
        }
        LogicalPlan.Scan odd = open().withFilter(((LogicalPlan.Filter)
                        PlanBuilder.filter(open(), col("v").mod(2).eq(1)))
                .condition());
        assertEquals(expected.subList(0, 2000), engine.rows(odd.withLimit(2000)));
        assertEquals(expected.subList(2900, 3000), engine.rows(PlanBuilder.tail(odd, 100)));
        assertEquals(expected.subList(1500, 1510), engine.rows(PlanBuilder.limit(odd, 1500, 10)));
    }
}
