package dev.colonnade.arrow.compute;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.oracle.Evaluator;
import dev.colonnade.oracle.RandomPieces;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final List<DataType> SCALARS = List.of(
            DataType.BOOL,
            DataType.INT8,
            DataType.INT16,
            DataType.INT32,
            DataType.INT64,
            DataType.UINT8,
            DataType.UINT16,
            DataType.UINT32,
            DataType.UINT64,
            DataType.FLOAT32,
            DataType.FLOAT64,
            DataType.decimal(4, 2),
            DataType.decimal(9, 0),
            DataType.decimal(20, 3),
            DataType.decimal(38, 10),
            DataType.decimal(38, 0),
            DataType.STRING,
            DataType.BINARY,
            DataType.UUID,
            DataType.DATE,
            DataType.time(Resolution.MILLIS),
            DataType.time(Resolution.MICROS),
            DataType.time(Resolution.NANOS),
            DataType.timestamp(Resolution.MILLIS),
            DataType.timestamp(Resolution.MICROS),
            DataType.timestamp(Resolution.NANOS),
            DataType.timestampUtc(Resolution.MILLIS),
            DataType.timestampUtc(Resolution.NANOS));

    /** Every pair of types, each with many batches in every layout, against the oracle's casts. */
    @Test
    void scalarsWidenAsTheInterpreterCasts() {
        Random random = new Random(SEED);
        int pairs = 0;
        for (DataType from : SCALARS) {
            for (DataType to : SCALARS) {
                if (Reconciliation.refusal(from, to).isEmpty()) {
                    pairs++;
                    for (int i = 0; i < 10; i++) {
                        widens(random, from, to);
                    }
                }
            }
        }
        System.out.printf("seed %d: %d pairs of types%n", SEED, pairs);
        assertTrue(pairs > 100, pairs + " pairs");
    }

    private void widens(Random random, DataType from, DataType to) {
        Schema schema = Schema.of(Field.of("c", from));
        RandomBatches.Known known = new RandomBatches(random, schema).next(random.nextInt(3_000));
        List<@Nullable Object> expected = new ArrayList<>();
        BoundExpr column = BoundExpr.Column.of(schema.field(0));
        BoundExpr cast = from.equals(to) ? column : new BoundExpr.Cast(column, to, CastMode.STRICT);
        known.rows().forEach(row -> expected.add(Evaluator.value(cast, schema, row)));
        if (expected.stream().anyMatch(RandomPieces::isNone)) {
            assertThrows(
                    QueryException.class,
                    () -> Reconciliation.convert(known.batch().column(0), to, "c"));
            return;
        }
        ColumnVector actual = Reconciliation.convert(known.batch().column(0), to, "c");
        assertEquals(to, actual.type());
        for (int i = 0; i < expected.size(); i++) {
            Object value = actual.valueAt(i);
            int row = i;
            assertTrue(
                    Values.same(expected.get(i), value),
                    () -> "seed " + SEED + ", " + from + " as " + to + ": " + expected.get(row) + " became " + value);
        }
    }

    @Test
    void equalTypesPassThrough() {
        ColumnVector vector = Vectors.of(DataType.STRING, Arrays.asList("a", null));
        assertSame(vector, Reconciliation.convert(vector, DataType.STRING, "c"));
    }

    @Test
    void halfFloatsAreExact() {
        List<Float> halves =
                List.of(0f, -0f, 1f, -2.5f, 65504f, 0x1p-24f, 0x1p-14f, Float.NaN, Float.NEGATIVE_INFINITY);
        ColumnVector stored = Vectors.of(DataType.FLOAT16, halves);
        ColumnVector wider = Reconciliation.convert(stored, DataType.FLOAT64, "c");
        ColumnVector fromBytes =
                Reconciliation.convert(Vectors.of(DataType.INT8, List.of(-128, -1, 0, 3, 127)), DataType.FLOAT16, "c");
        for (int i = 0; i < halves.size(); i++) {
            assertEquals((double) halves.get(i), wider.valueAt(i));
        }
        assertEquals(List.of(-128f, -1f, 0f, 3f, 127f), values(fromBytes));
    }

    @Test
    void structsGoByNameAndListsByElement() {
        DataType stored = DataType.struct(List.of(
                Field.of("b", DataType.INT16),
                Field.of("l", DataType.list(Field.of("element", DataType.INT8))),
                Field.of("gone", DataType.STRING)));
        DataType wanted = DataType.struct(List.of(
                Field.of("a", DataType.STRING),
                Field.of("l", DataType.list(Field.of("element", DataType.INT64))),
                Field.of("b", DataType.FLOAT64)));
        List<@Nullable Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(struct("b", (short) 7, "l", Arrays.asList((byte) 1, null), "gone", "x"));
        rows.add(null);
        rows.add(struct("b", null, "l", List.of(), "gone", null));
        rows.add(struct("b", (short) -1, "l", null, "gone", null));
        ColumnVector whole = Vectors.of(stored, rows);
        for (int from = 0; from < rows.size(); from++) {
            ColumnVector converted = Reconciliation.convert(whole.slice(from, rows.size() - from), wanted, "c");
            List<@Nullable Object> expected = new ArrayList<>();
            expected.add(struct("a", null, "l", Arrays.asList(1L, null), "b", 7.0));
            expected.add(null);
            expected.add(struct("a", null, "l", List.of(), "b", null));
            expected.add(struct("a", null, "l", null, "b", -1.0));
            assertEquals(expected.subList(from, rows.size()), values(converted));
        }
    }

    @Test
    void mapsGoByKeyAndValue() {
        DataType stored = DataType.map(Field.required("k", DataType.INT8), Field.of("v", DataType.decimal(4, 1)));
        DataType wanted =
                DataType.map(Field.required("key", DataType.INT32), Field.of("value", DataType.decimal(9, 3)));
        List<@Nullable Map<Object, @Nullable Object>> rows = new ArrayList<>();
        rows.add(new LinkedHashMap<>(Map.of((byte) 1, new BigDecimal("2.5"))));
        rows.add(null);
        rows.add(new LinkedHashMap<>());
        ColumnVector converted = Reconciliation.convert(Vectors.of(stored, rows), wanted, "c");
        assertEquals(Arrays.asList(Map.of(1, new BigDecimal("2.500")), null, Map.of()), values(converted));
    }

    @Test
    void missingColumnsAreNullAndPartitionValuesConstant() {
        Schema stored = Schema.of(Field.of("x", DataType.INT32), Field.of("year", DataType.STRING));
        Schema wanted = Schema.of(
                Field.of("year", DataType.INT64), Field.of("absent", DataType.STRING), Field.of("x", DataType.INT64));
        Reconciliation reconciliation =
                Reconciliation.of(stored, wanted, Map.of("year", LiteralValue.of(2024L, DataType.INT64)));
        Batch batch = reconciliation.apply(new Batch(
                stored,
                2,
                List.of(
                        Vectors.of(DataType.INT32, Arrays.asList(1, null)),
                        Vectors.of(DataType.STRING, List.of("a", "b")))));
        assertEquals(wanted, batch.schema());
        assertEquals(List.of(2024L, 2024L), values(batch.column(0)));
        assertEquals(Arrays.asList(null, null), values(batch.column(1)));
        assertEquals(Arrays.asList(1L, null), values(batch.column(2)));
    }

    @Test
    void nullPartitionValuesAreNulls() {
        ColumnVector nulls = Reconciliation.constant(LiteralValue.of(null, DataType.DATE), 3);
        assertEquals(DataType.DATE, nulls.type());
        assertEquals(3, nulls.nullCount());
    }

    @Test
    void columnsThatAreNullThroughoutHaveAnyType() {
        ColumnVector nulls = Vectors.of(DataType.NULL, Arrays.asList(null, null));
        assertEquals(2, Reconciliation.convert(nulls, DataType.UUID, "c").nullCount());
    }

    @Test
    void whatWouldLoseIsRefusedByName() {
        ColonnadeException lossy = assertThrows(
                ColonnadeException.class,
                () -> Reconciliation.convert(Vectors.of(DataType.INT64, List.of(1)), DataType.INT32, "id"));
        assertEquals(
                "Column 'id' is not computed over vectors: it is stored as int64 and does not become int32 without loss.",
                lossy.getMessage());
        assertEquals(ErrorCode.NOT_SUPPORTED, lossy.code());
        QueryException beyond = assertThrows(
                QueryException.class,
                () -> Reconciliation.convert(
                        Vectors.of(DataType.timestamp(Resolution.MILLIS), List.of(LocalDateTime.of(1, 1, 1, 0, 0))),
                        DataType.timestamp(Resolution.NANOS),
                        "ts"));
        assertEquals(
                "Column 'ts' is stored as timestamp[ms] and has a value that does not fit the dataset's type timestamp[ns]:"
                        + " leave that file out or write it anew.",
                beyond.getMessage());
    }

    private static Map<String, @Nullable Object> struct(@Nullable Object... parts) {
        Map<String, @Nullable Object> struct = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            struct.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return struct;
    }

    private static List<@Nullable Object> values(ColumnVector vector) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < vector.length(); i++) {
            values.add(vector.valueAt(i));
        }
        return values;
    }
}
