package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.EngineOptions;
import dev.colonnade.batch.Column;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine type arrives as the column type that holds it, or is refused by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineTypesTest {
    private TestEngine engine;

    @BeforeAll
    void open() {
        engine = new TestEngine(EngineOptions.defaults(), transfer());
    }

    TestEngine engineUnderTest() {
        return engine;
    }

    Transfer transfer() {
        return TestEngine.arrow();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    /** An SQL expression, the type of its column, and its value in Java. */
    record Case(String sql, DataType type, @Nullable Object value) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static Stream<Case> cases() {
        DataType intList = DataType.list(Field.of("element", DataType.INT32));
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("a", 1);
        struct.put("b", null);
        return Stream.of(
                new Case("true", DataType.BOOL, true),
                new Case("false", DataType.BOOL, false),
                new Case("(-128)::TINYINT", DataType.INT8, (byte) -128),
                new Case("32767::SMALLINT", DataType.INT16, (short) 32767),
                new Case("(-2147483648)::INTEGER", DataType.INT32, Integer.MIN_VALUE),
                new Case("9223372036854775807::BIGINT", DataType.INT64, Long.MAX_VALUE),
                new Case("255::UTINYINT", DataType.UINT8, (short) 255),
                new Case("65535::USMALLINT", DataType.UINT16, 65535),
                new Case("4294967295::UINTEGER", DataType.UINT32, 4294967295L),
                new Case("18446744073709551615::UBIGINT", DataType.UINT64, new BigInteger("18446744073709551615")),
                new Case("1.5::FLOAT", DataType.FLOAT32, 1.5f),
                new Case("'NaN'::DOUBLE", DataType.FLOAT64, Double.NaN),
                new Case("'-Infinity'::DOUBLE", DataType.FLOAT64, Double.NEGATIVE_INFINITY),
                new Case("-1.5::DECIMAL(4,1)", DataType.decimal(4, 1), new BigDecimal("-1.5")),
                new Case("1.50::DECIMAL(9,2)", DataType.decimal(9, 2), new BigDecimal("1.50")),
                new Case("-99999999.5::DECIMAL(18,1)", DataType.decimal(18, 1), new BigDecimal("-99999999.5")),
                new Case(
                        "-9999999999999999999999999999.9999999999::DECIMAL(38,10)",
                        DataType.decimal(38, 10),
                        new BigDecimal("-9999999999999999999999999999.9999999999")),
                new Case("'kurz'", DataType.STRING, "kurz"),
                new Case(
                        "'länger als zwölf Bytes \uD83D\uDE00'",
                        DataType.STRING,
                        "länger als zwölf Bytes \uD83D\uDE00"),
                new Case("''", DataType.STRING, ""),
                new Case("'{\"a\": 1}'::JSON", DataType.STRING, "{\"a\": 1}"),
                new Case("'b'::ENUM('a', 'b')", DataType.STRING, "b"),
                new Case("'\\x00\\xFF'::BLOB", DataType.BINARY, new byte[] {0, -1}),
                new Case(
                        "'00112233-4455-6677-8899-aabbccddeeff'::UUID",
                        DataType.UUID,
                        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
                new Case(
                        "'ffeeddcc-bbaa-9988-7766-554433221100'::UUID",
                        DataType.UUID,
                        UUID.fromString("ffeeddcc-bbaa-9988-7766-554433221100")),
                new Case("DATE '1582-10-04'", DataType.DATE, LocalDate.of(1582, 10, 4)),
                new Case(
                        "TIME '23:59:59.999999'", DataType.time(Resolution.MICROS), LocalTime.parse("23:59:59.999999")),
                new Case(
                        "'23:59:59.999999999'::TIME_NS",
                        DataType.time(Resolution.NANOS),
                        LocalTime.parse("23:59:59.999999999")),
                new Case(
                        "TIMESTAMP '1969-12-31 23:59:59.999999'",
                        DataType.timestamp(Resolution.MICROS),
                        LocalDateTime.parse("1969-12-31T23:59:59.999999")),
                new Case(
                        "'2020-01-01 10:00:01'::TIMESTAMP_S",
                        DataType.timestamp(Resolution.MILLIS),
                        LocalDateTime.parse("2020-01-01T10:00:01")),
                new Case(
                        "'1900-01-01 10:00:01.123'::TIMESTAMP_MS",
                        DataType.timestamp(Resolution.MILLIS),
                        LocalDateTime.parse("1900-01-01T10:00:01.123")),
                new Case(
                        "'2020-01-01 10:00:01.123456789'::TIMESTAMP_NS",
                        DataType.timestamp(Resolution.NANOS),
                        LocalDateTime.parse("2020-01-01T10:00:01.123456789")),
                new Case(
                        "'2020-01-01 10:00:01+02'::TIMESTAMPTZ",
                        DataType.timestampUtc(Resolution.MICROS),
                        Instant.parse("2020-01-01T08:00:01Z")),
                new Case(
                        "'2020-01-01 10:00:01.123456789+00'::TIMESTAMPTZ_NS",
                        DataType.timestampUtc(Resolution.NANOS),
                        Instant.parse("2020-01-01T10:00:01.123456789Z")),
                new Case(
                        "INTERVAL '1 year -2 days 3.000004 seconds'",
                        DataType.INTERVAL,
                        new Interval(12, -2, 3_000_004_000L)),
                new Case("[1, NULL, 3]", intList, Arrays.asList(1, null, 3)),
                new Case("[]::INTEGER[]", intList, List.of()),
                new Case("[1, 2]::INTEGER[2]", intList, List.of(1, 2)),
                new Case(
                        "[['a'], NULL, []]::VARCHAR[][]",
                        DataType.list(Field.of("element", DataType.list(Field.of("element", DataType.STRING)))),
                        Arrays.asList(List.of("a"), null, List.of())),
                new Case(
                        "{'a': 1, 'b': NULL::VARCHAR}",
                        DataType.struct(List.of(Field.of("a", DataType.INT32), Field.of("b", DataType.STRING))),
                        struct),
                new Case(
                        "MAP {'k': 1::BIGINT, 'l': NULL}",
                        DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.INT64)),
                        mapOf("k", 1L, "l", null)),
                new Case("NULL", DataType.NULL, null));
    }

    private static Map<String, @Nullable Object> mapOf(String k, @Nullable Object v, String l, @Nullable Object w) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(k, v);
        map.put(l, w);
        return map;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTypeArrives(Case expected) {
        Table table = engine.table("SELECT " + expected.sql() + " AS x");
        assertEquals(expected.type(), table.schema().field("x").type());
        assertValue(expected.value(), table.column("x").valueAt(0));
    }

    /** Nulls at odd places and a batch border at an odd row, so that no position is a multiple of eight. */
    @ParameterizedTest
    @MethodSource("cases")
    void nullsStayWhereTheyAre(Case expected) {
        String sql = "SELECT CASE WHEN range % 3 = 1 THEN NULL ELSE " + expected.sql() + " END AS x FROM range(3001)";
        Table table = Table.of(engine.stream(sql, TestEngine.context(777, TestEngine.CONTEXT.cancel())));
        assertEquals(3001, table.rowCount());
        assertTrue(table.batches().stream().allMatch(batch -> batch.rowCount() <= 777));
        Column column = table.column("x");
        for (int row = 0; row < 3001; row++) {
            assertValue(row % 3 == 1 ? null : expected.value(), column.valueAt(row));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTypeArrivesInsideLists(Case expected) {
        String sql = "SELECT CASE WHEN range % 5 = 2 THEN NULL ELSE [" + expected.sql() + ", NULL, " + expected.sql()
                + "][:range % 4] END AS x FROM range(1000)";
        Table table = Table.of(engine.stream(sql, TestEngine.context(99, TestEngine.CONTEXT.cancel())));
        for (int row = 0; row < 1000; row++) {
            List<?> list = (List<?>) table.column("x").valueAt(row);
            if (row % 5 == 2) {
                assertEquals(null, list);
                continue;
            }
            assertEquals(Math.min(3, row % 4), list.size());
            for (int i = 0; i < list.size(); i++) {
                assertValue(i == 1 ? null : expected.value(), list.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTypeSurvivesAnArrowFile(Case expected, @TempDir Path directory) {
        String value = "CASE WHEN range % 3 = 1 THEN NULL ELSE " + expected.sql() + " END";
        String sql = "SELECT " + value + " AS x, [" + value + ", NULL][:range % 4] AS l, {'f': " + value
                + "} AS s FROM range(500)";
        Table table = Table.of(engine.stream(sql, TestEngine.context(99, TestEngine.CONTEXT.cancel())));
        Path file = directory.resolve("x.arrow");
        table.slice(13, 450).writeIpc(file);
        TableAssert.assertThat(Table.readIpc(file))
                .inOrder()
                .hasSchema(table.schema())
                .hasRows(table.slice(13, 450));
    }

    private static void assertValue(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual);
        } else {
            assertEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    1::HUGEINT | hugeint | cast it to BIGINT, or to DECIMAL(38,0) where it fits
                    [1::HUGEINT] | hugeint | cast it to BIGINT, or to DECIMAL(38,0) where it fits
                    {'a': 1::UHUGEINT} | uhugeint | cast it to UBIGINT, or to DECIMAL(38,0) where it fits
                    '1'::BIGNUM | bignum | cast it to DECIMAL(38,0) where it fits, or to VARCHAR
                    '10:00:00+02'::TIMETZ | time_tz | cast it to TIME, or to VARCHAR to keep the offset
                    '101'::BIT | bit | cast it to VARCHAR
                    1::UNION(a INTEGER, b VARCHAR) | union | select its members one by one
                    1::VARIANT | variant | cast it to the type its values have, or to JSON
                    'POINT(1 2)'::GEOMETRY | geometry | cast it to VARCHAR
                    """)
    void typesWithoutCounterpartAreRefusedByName(String sql, String type, String remedy) {
        QueryException refusal = assertThrows(QueryException.class, () -> engine.table("SELECT " + sql + " AS x"));
        assertEquals(ErrorCode.NOT_SUPPORTED, refusal.code());
        assertEquals(
                "Column 'x' has the engine type " + type + ", which no column type holds: " + remedy + ".",
                refusal.getMessage());
        assertEquals(1L, engine.table("SELECT 1::BIGINT AS x").column("x").valueAt(0));
    }

    @Test
    void enumsArriveAsDictionariesOfEveryWidth() {
        for (int entries : new int[] {3, 300, 70_000}) {
            String names =
                    IntStream.range(0, entries).mapToObj(i -> "'v" + i + "'").collect(Collectors.joining(", "));
            String sql = "SELECT ('v' || (range % " + entries + "))::ENUM (" + names + ") AS x FROM range(100000)";
            Column column = engine.table(sql).column("x");
            for (int row = 0; row < 100_000; row += 997) {
                assertEquals("v" + row % entries, column.valueAt(row));
            }
        }
    }

    @Test
    void zeroRowsKeepTheirColumns() {
        Table table = engine.table("SELECT range AS a, 'x' AS b FROM range(0)");
        assertEquals(0, table.rowCount());
        assertEquals(List.of("a", "b"), table.schema().names());
    }
}
