package dev.colonnade.duckdb.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A constant comes back from the engine as it went in, wherever an expression may stand. */
class LiteralsTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static LogicalPlan one;

    @BeforeAll
    static void write(@TempDir Path dir) {
        one = TestEngine.scan(ENGINE.copy("SELECT 1 AS x", dir.resolve("one.parquet")));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static @Nullable Object through(@Nullable Object value, DataType type) {
        NamedExpr column = new NamedExpr("v", BoundExpr.Literal.of(value, type));
        Object plain =
                ENGINE.rows(LogicalPlan.Project.of(one, List.of(column))).get(0).get(0);
        LogicalPlan grouped = LogicalPlan.Aggregate.of(one, List.of(column), List.of());
        Object asKey = ENGINE.rows(new LogicalPlan.Distinct(grouped)).get(0).get(0);
        assertTrue(Values.same(plain, asKey), plain + " is " + asKey + " as a key");
        return plain;
    }

    private static void comesBack(@Nullable Object value, DataType type) {
        Object back = through(value, type);
        assertTrue(Values.same(value, back), value + " (" + type + ") came back as " + back);
    }

    @Test
    void edgeValuesOfEveryType() {
        EdgeValues.VALUES.forEach((type, values) -> values.forEach(value -> comesBack(value, type)));
        comesBack(null, DataType.NULL);
    }

    @Test
    void textsThatTryToEscape() {
        for (String text : List.of(
                "'",
                "''",
                "\\",
                "\\'",
                "'; DROP TABLE x; --",
                "\"",
                "$$",
                "\n\r\t",
                "/*",
                "?",
                "\u2019",
                "\uFF07",
                "e'\\n'",
                "a\0b",
                "\0",
                "'\0'",
                "\uD83D\uDE00")) {
            comesBack(text, DataType.STRING);
        }
    }

    @Test
    void valuesAtTheEndsOfTheirRange() {
        comesBack(Double.MIN_VALUE, DataType.FLOAT64);
        comesBack(Double.MAX_VALUE, DataType.FLOAT64);
        comesBack(Float.MIN_VALUE, DataType.FLOAT32);
        comesBack(1.0E-5f, DataType.FLOAT32);
        comesBack(new BigDecimal("0.00000000000000000000000000000000000001"), DataType.decimal(38, 38));
        comesBack(new BigDecimal("-99999999999999999999999999999999999999"), DataType.decimal(38, 0));
        comesBack(LocalDate.of(12024, 1, 1), DataType.DATE);
        comesBack(LocalDateTime.of(12024, 1, 1, 5, 0), DataType.timestamp(Resolution.MICROS));
        comesBack(Instant.parse("+12024-01-01T05:00:00.000001Z"), DataType.timestampUtc(Resolution.MICROS));
        comesBack(new Interval(-14, 3, -5_000_000_000L), DataType.INTERVAL);
    }

    @Test
    void datesBeforeTheCommonEra() {
        NamedExpr year = new NamedExpr(
                "y",
                dev.colonnade.expr.BoundExprs.call(
                        dev.colonnade.expr.Function.YEAR,
                        List.of(BoundExpr.Literal.of(LocalDate.of(-43, 3, 15), DataType.DATE)),
                        DataType.INT64));
        assertEquals(List.of(List.of(-43L)), ENGINE.rows(LogicalPlan.Project.of(one, List.of(year))));
    }

    @Test
    void bytesOfEveryValue() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        assertArrayEquals(bytes, (byte[]) through(bytes, DataType.BINARY));
        assertArrayEquals(bytes, (byte[]) through(bytes, DataType.fixedBinary(256)));
    }

    @Test
    void nestedValues() {
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("a b", 1);
        struct.put("q'", List.of("x'y"));
        DataType type = DataType.struct(List.of(
                Field.of("a b", DataType.INT32), Field.of("q'", DataType.list(Field.of("element", DataType.STRING)))));
        assertEquals("{'a b': 1, 'q\\'': ['x\\'y']}", through(struct, type));
        assertEquals(
                "{k=5}",
                through(
                        Map.of("k", 5L),
                        DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.INT64))));
    }

    @Test
    void intervalsOfNanosecondsAreRefused() {
        PlanException refusal = assertThrows(
                PlanException.class,
                () -> LiteralSql.of(LiteralValue.of(new Interval(0, 0, 1_001), DataType.INTERVAL)));
        assertEquals(ErrorCode.NOT_SUPPORTED, refusal.code());
        assertEquals(
                "The interval Interval[months=0, days=0, nanos=1001] has nanoseconds, and the engine's intervals count "
                        + "microseconds: round it to microseconds.",
                refusal.getMessage());
    }
}
