package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each conversion that exists agrees with the interpreter on every edge value, strict and tried. */
class CastsTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static LogicalPlan table;

    @BeforeAll
    static void write(@TempDir Path dir) {
        table = EdgeValues.table(ENGINE, dir.resolve("edges.parquet"));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static Stream<DataType> targets() {
        return Stream.concat(
                EdgeValues.types().stream(),
                Stream.of(
                        DataType.decimal(1, 0),
                        DataType.decimal(19, 0),
                        DataType.decimal(38, 30),
                        DataType.decimal(38, 0),
                        DataType.list(Field.of("element", DataType.INT8)),
                        DataType.list(Field.of("element", DataType.FLOAT64))));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void agreesWithTheInterpreter(DataType to) {
        List<BoundExpr> casts = new ArrayList<>();
        for (DataType from : EdgeValues.types()) {
            Expr column = col(EdgeValues.left(from));
            boolean engineSpells = to instanceof DataType.StringType
                    && (from instanceof DataType.FloatType || from instanceof DataType.IntervalType);
            for (Expr cast : engineSpells ? List.<Expr>of() : List.of(column.cast(to), column.tryCast(to))) {
                try {
                    casts.add(Binder.of(EdgeValues.schema()).bind(cast));
                } catch (PlanException thereIsNone) {
                    // no such conversion
                }
            }
        }
        assertTrue(!casts.isEmpty(), "Nothing converts to " + to);
        Differential differential = new Differential(ENGINE, table);
        differential.check(casts);
        assertEquals("", String.join("\n", differential.disagreements()));
    }

    private static List<List<@Nullable Object>> values(
            TestEngine engine, Path file, List<String> texts, Expr... exprs) {
        List<List<String>> rows = texts.stream().map(List::of).toList();
        LogicalPlan scan = TestEngine.scan(engine.write(Schema.of(Field.of("s", DataType.STRING)), rows, file));
        return engine.rows(PlanBuilder.select(scan, List.of(exprs)));
    }

    @Test
    void textsOfFloatsAreTheEngines(@TempDir Path dir) {
        List<String> texts = List.of("1e20", "-1.5", "1e-7", "nan", "-inf", "123456.75");
        assertEquals(
                List.of("1e+20", "-1.5", "1e-07", "nan", "-inf", "123456.75"),
                values(
                                ENGINE,
                                dir.resolve("f"),
                                texts,
                                col("s").cast(DataType.FLOAT64)
                                        .cast(DataType.STRING)
                                        .as("t"))
                        .stream()
                        .map(row -> row.get(0))
                        .toList());
    }

    @Test
    void textsOfIntervalsAreTheEngines(@TempDir Path dir) {
        LogicalPlan scan = TestEngine.scan(
                ENGINE.copy("SELECT INTERVAL '14 months 3 days 1500 milliseconds' AS i", dir.resolve("i")));
        assertEquals(
                List.of(List.of("1 year 2 months 3 days 00:00:01.5")),
                ENGINE.rows(PlanBuilder.select(scan, List.of(col("i").cast(DataType.STRING)))));
    }

    @Test
    void textsMustMatchTheGrammar(@TempDir Path dir) {
        List<String> texts = Arrays.asList(
                " 12\n",
                "+7",
                "1.0",
                "1e2",
                "0x10",
                "1_000",
                "",
                " ",
                "12 3",
                "99999999999999999999",
                "1.50",
                "1.555",
                "1.5500",
                ".5",
                "5.",
                ".",
                "-",
                "nan",
                "Infinity",
                "-INF",
                "1e400",
                "1e39",
                "1d",
                "TRUE",
                " false ",
                "t",
                "yes",
                "1",
                "2024-02-29",
                "2024-02-30",
                "2024-2-9",
                "2024-02-29 ",
                "20240229",
                "epoch",
                "12:34",
                "12:34:56",
                "12:34:56.123456789",
                "12:34:56.1234567891",
                "24:00:00",
                "12:34:60",
                "12:34:56Z",
                "2024-02-29 12:34",
                "2024-02-29T12:34:56.9999999",
                "2024-02-29T12:34:56.123456789Z",
                "2024-02-29 12:34:56+02",
                "2024-02-29 12:34:56-0330",
                "2024-02-29 12:34:56 Europe/Paris",
                "9999-12-31T23:59:59.999999",
                "00000000-0000-0000-0000-00000000000A",
                "0-0-0-0-0",
                "{00000000-0000-0000-0000-000000000001}");
        List<DataType> types = List.of(
                DataType.INT8,
                DataType.INT64,
                DataType.UINT64,
                DataType.decimal(4, 2),
                DataType.decimal(20, 0),
                DataType.FLOAT32,
                DataType.FLOAT64,
                DataType.BOOL,
                DataType.DATE,
                DataType.time(Resolution.MILLIS),
                DataType.time(Resolution.MICROS),
                DataType.time(Resolution.NANOS),
                DataType.timestamp(Resolution.MILLIS),
                DataType.timestamp(Resolution.MICROS),
                DataType.timestamp(Resolution.NANOS),
                DataType.timestampUtc(Resolution.MILLIS),
                DataType.timestampUtc(Resolution.MICROS),
                DataType.timestampUtc(Resolution.NANOS),
                DataType.UUID);
        Expr[] exprs = new Expr[types.size()];
        Arrays.setAll(exprs, i -> col("s").tryCast(types.get(i)).as("c" + i));
        List<List<@Nullable Object>> actual = values(ENGINE, dir.resolve("s"), texts, exprs);
        StringBuilder wrong = new StringBuilder();
        Schema schema = Schema.of(Field.of("s", DataType.STRING));
        int parsed = 0;
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < types.size(); j++) {
                BoundExpr bound = Binder.of(schema).bind(exprs[j]);
                Object expected = dev.colonnade.oracle.Evaluator.value(bound, schema, List.of(texts.get(i)));
                parsed += expected == null ? 0 : 1;
                if (!dev.colonnade.type.Values.same(expected, actual.get(i).get(j))) {
                    wrong.append("'" + texts.get(i) + "' as " + types.get(j) + ": expected " + expected + " but was "
                            + actual.get(i).get(j) + "\n");
                }
            }
        }
        assertEquals("", wrong.toString());
        assertTrue(parsed > 60, parsed + " texts parse");
    }

    @Test
    void whatDoesNotFitSaysSo(@TempDir Path dir) {
        LogicalPlan scan = TestEngine.scan(
                ENGINE.copy("SELECT 1.5::DOUBLE AS x, 'abc' AS s, 2.345::DECIMAL(4,3) AS d", dir.resolve("x")));
        assertEquals(
                "Conversion Error: Could not convert string 'a fraction: 1.5' to DOUBLE",
                ENGINE.failure(PlanBuilder.select(scan, List.of(col("x").cast(DataType.INT32)))));
        assertEquals(
                "Conversion Error: Could not convert string 'not abc' to INT64",
                ENGINE.failure(PlanBuilder.select(scan, List.of(col("s").cast(DataType.INT64)))));
        assertEquals(
                "Conversion Error: Could not convert string \"too many digits: 2.345\" to DECIMAL(4,3)",
                ENGINE.failure(PlanBuilder.select(scan, List.of(col("d").cast(DataType.decimal(4, 2))))));
    }
}
