package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordMapperTest {
    private static final Schema FLIGHTS = Schema.of(
            Field.of("flight_date", DataType.DATE),
            Field.of("delay", DataType.INT16),
            Field.of("carrier", DataType.STRING));

    private static Table flights() {
        return Table.ofRows(
                FLIGHTS,
                List.of(
                        Arrays.asList(LocalDate.of(2001, 1, 2), 14, "AA"),
                        Arrays.asList(LocalDate.of(2001, 1, 3), null, null)));
    }

    private record Flight(String carrier, LocalDate flightDate, Integer delay) {}

    private record OnTime(long delay) {}

    @Test
    void matchesNamesAndKeepsNulls() {
        assertEquals(
                List.of(
                        new Flight("AA", LocalDate.of(2001, 1, 2), 14),
                        new Flight(null, LocalDate.of(2001, 1, 3), null)),
                flights().toList(Flight.class));
    }

    @Test
    void mapsLocalRecordsAndGenericComponents() {
        record Anything(Object delay, Comparable<?> carrier) {}
        assertEquals(
                "Component 'carrier' of record Anything is of type java.lang.Comparable<?>, which does not hold every value of"
                        + " column 'carrier' of type string: declare it String or cast the column.",
                refusal(Anything.class, FLIGHTS, ErrorCode.TYPE_MISMATCH));
        record Loose(Object delay, CharSequence carrier) {}
        assertEquals(new Loose((short) 14, "AA"), flights().toList(Loose.class).get(0));
    }

    @Test
    void refusesNullsInPrimitives() {
        ColonnadeException refusal =
                assertThrows(ColonnadeException.class, () -> flights().toList(OnTime.class));
        assertEquals(
                "In row 1 column 'delay' is null and component 'delay' of record OnTime is a long: declare it Long or fill"
                        + " the nulls first.",
                refusal.getMessage());
        assertEquals(ErrorCode.CAST_FAILED, refusal.code());
        assertEquals(List.of(new OnTime(14)), flights().head(1).toList(OnTime.class));
    }

    @Test
    void refusesUnknownAndAmbiguousNames() {
        record Misspelt(String carier) {}
        assertEquals(
                "No column for component 'carier' of record Misspelt in (flight_date, delay, carrier). Did you mean"
                        + " 'carrier'?",
                refusal(Misspelt.class, FLIGHTS, ErrorCode.NO_SUCH_COLUMN));
        record Twice(int depTime) {}
        Schema twice = Schema.of(Field.of("dep_time", DataType.INT32), Field.of("DepTime", DataType.INT32));
        assertEquals(
                "Component 'depTime' of record Twice could be any of 'dep_time', 'DepTime': name it exactly like one of"
                        + " them.",
                refusal(Twice.class, twice, ErrorCode.AMBIGUOUS_COLUMN));
    }

    @Test
    void refusesTypesThatCouldLose() {
        record Narrow(int n) {}
        assertEquals(
                "Component 'n' of record Narrow is of type int, which does not hold every value of column 'n' of type int64:"
                        + " declare it Long or cast the column.",
                refusal(Narrow.class, Schema.of(Field.of("n", DataType.INT64)), ErrorCode.TYPE_MISMATCH));
        record Inexact(double n) {}
        for (DataType type : List.of(DataType.INT64, DataType.UINT64, DataType.decimal(4, 2), DataType.STRING)) {
            refusal(Inexact.class, Schema.of(Field.of("n", type)), ErrorCode.TYPE_MISMATCH);
        }
        record Signed(short n) {}
        refusal(Signed.class, Schema.of(Field.of("n", DataType.UINT16)), ErrorCode.TYPE_MISMATCH);
        record Local(LocalDateTime n) {}
        refusal(
                Local.class,
                Schema.of(Field.of("n", DataType.timestampUtc(Resolution.MICROS))),
                ErrorCode.TYPE_MISMATCH);
    }

    private static String refusal(Class<? extends Record> type, Schema schema, ErrorCode code) {
        PlanException refusal = assertThrows(PlanException.class, () -> RecordMapper.of(type, schema));
        assertEquals(code, refusal.code());
        return refusal.getMessage();
    }

    @Test
    void widensNumbers() {
        record Wide(
                long a, BigInteger b, BigDecimal c, double d, double e, long f, Long g, float h, BigInteger i, int j) {}
        Schema schema = Schema.of(
                Field.of("a", DataType.UINT32),
                Field.of("b", DataType.INT8),
                Field.of("c", DataType.UINT64),
                Field.of("d", DataType.UINT32),
                Field.of("e", DataType.FLOAT16),
                Field.of("f", DataType.decimal(18, 0)),
                Field.of("g", DataType.INT32),
                Field.of("h", DataType.INT16),
                Field.of("i", DataType.decimal(38, 0)),
                Field.of("j", DataType.UINT16));
        BigInteger big = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        BigInteger digits = new BigInteger("-" + "9".repeat(38));
        Table table = Table.ofRows(
                schema,
                List.of(List.of(
                        4_294_967_295L,
                        -3,
                        big,
                        4_294_967_295L,
                        0.5f,
                        999_999_999_999_999_999L,
                        7,
                        -9,
                        digits,
                        65_535)));
        assertEquals(
                List.of(new Wide(
                        4_294_967_295L,
                        BigInteger.valueOf(-3),
                        new BigDecimal(big),
                        4_294_967_295.0,
                        0.5,
                        999_999_999_999_999_999L,
                        7L,
                        -9f,
                        digits,
                        65_535)),
                table.toList(Wide.class));
        record TooWide(long f) {}
        refusal(TooWide.class, Schema.of(Field.of("f", DataType.decimal(19, 0))), ErrorCode.TYPE_MISMATCH);
    }

    private record Point(double x, Float y) {}

    private record Shape(List<Point> points, Map<String, Long> counts, Point centre, Map<String, Object> raw) {}

    @Test
    void mapsNestedValues() {
        DataType point = DataType.struct(List.of(Field.of("x", DataType.INT32), Field.of("y", DataType.FLOAT32)));
        Schema schema = Schema.of(
                Field.of("points", DataType.list(Field.of("element", point))),
                Field.of("counts", DataType.map(Field.required("k", DataType.STRING), Field.of("v", DataType.UINT8))),
                Field.of("centre", point),
                Field.of("raw", point));
        Map<String, Object> raw = Map.of("x", 3, "y", 4f);
        Table table = Table.ofRows(
                schema,
                List.of(
                        Arrays.asList(Arrays.asList(raw, null), Collections.singletonMap("a", 1), raw, raw),
                        Arrays.asList(null, null, null, null)));
        assertEquals(
                List.of(
                        new Shape(Arrays.asList(new Point(3, 4f), null), Map.of("a", 1L), new Point(3, 4f), raw),
                        new Shape(null, null, null, null)),
                table.toList(Shape.class));
        Table nulls = Table.ofRows(
                schema,
                List.of(Arrays.asList(null, null, new java.util.HashMap<>(Collections.singletonMap("x", null)), null)));
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> nulls.toList(Shape.class));
        assertEquals(
                "In row 0 field 'x' is null and component 'x' of record Point is a double: declare it Double or fill the"
                        + " nulls first.",
                refusal.getMessage());
    }

    private record Positive(Integer delay) {
        Positive {
            if (delay == null) {
                throw new IllegalArgumentException("a delay is needed");
            }
        }
    }

    @Test
    void saysWhichRowAConstructorRefuses() {
        ColonnadeException refusal =
                assertThrows(ColonnadeException.class, () -> flights().toList(Positive.class));
        assertEquals("In row 1 record Positive refuses the values: a delay is needed", refusal.getMessage());
        assertTrue(refusal.getCause() instanceof IllegalArgumentException);
    }

    @Test
    void streamsOneBatchAtATime() {
        Table twice = Table.of(
                FLIGHTS,
                List.of(flights().batches().get(0), flights().head(1).batches().get(0)));
        boolean[] closed = new boolean[1];
        BatchStream batches = new BatchStream() {
            private int next;

            @Override
            public Schema schema() {
                return FLIGHTS;
            }

            @Override
            public Batch next() {
                return next < 2 ? twice.batches().get(next++) : null;
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (Stream<Flight> stream = RecordMapper.of(Flight.class, FLIGHTS).stream(batches)) {
            assertEquals(twice.toList(Flight.class), stream.toList());
        }
        assertTrue(closed[0]);
        assertEquals(
                List.of("AA", "AA"),
                twice.stream(Flight.class)
                        .filter(f -> f.delay() != null)
                        .map(Flight::carrier)
                        .toList());
    }

    private record Everything(
            boolean a,
            Byte b,
            short c,
            int d,
            long e,
            float f,
            Double g,
            BigDecimal h,
            BigInteger i,
            String j,
            UUID k,
            LocalDate l,
            LocalTime m,
            LocalDateTime n,
            Instant o,
            List<Point> p,
            Point q,
            List<List<String>> r) {}

    @Test
    void recordsBecomeColumnsAndComeBack() {
        Everything full = new Everything(
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                5f,
                6.0,
                new BigDecimal("7.125"),
                BigInteger.TEN,
                "text",
                new UUID(1, 2),
                LocalDate.of(2024, 2, 29),
                LocalTime.of(1, 2, 3, 4_000),
                LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1),
                Instant.parse("2024-01-01T00:00:00.000001Z"),
                List.of(new Point(1, 2f), new Point(3, null)),
                new Point(5, 6f),
                List.of(List.of("a"), List.of()));
        Everything bare = new Everything(
                false, null, (short) 0, 0, 0, 0, null, null, null, null, null, null, null, null, null, null, null,
                null);
        Table table = Table.ofRecords(Everything.class, List.of(full, bare));
        assertEquals(List.of(full, bare), table.toList(Everything.class));
        assertEquals(
                "(a: bool not null, b: int8, c: int16 not null, d: int32 not null, e: int64 not null, f: float32 not null,"
                        + " g: float64, h: decimal(38,3), i: decimal(38,0), j: string, k: uuid, l: date, m: time[us],"
                        + " n: timestamp[ns], o: timestamp[us, UTC], p: list<struct<x: float64, y: float32>>,"
                        + " q: struct<x: float64, y: float32>, r: list<list<string>>)",
                table.schema().toString());
        assertEquals(0, Table.ofRecords(Everything.class, List.of()).rowCount());
    }

    @Test
    void recordsWithoutAColumnTypeAreRefused() {
        record Odd(Thread thread) {}
        PlanException refusal = assertThrows(PlanException.class, () -> Table.ofRecords(Odd.class, List.of()));
        assertEquals(
                "Component 'thread' of record Odd is of type java.lang.Thread, which no column type holds.",
                refusal.getMessage());
    }
}
