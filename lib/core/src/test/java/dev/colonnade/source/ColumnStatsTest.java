package dev.colonnade.source;

import static dev.colonnade.source.ParquetFixture.bounds;
import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.leaf;
import static dev.colonnade.source.ParquetFixture.littleEndian;
import static dev.colonnade.source.ParquetFixture.only;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Float16Type;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What footers prove about columns, and what they do not. */
class ColumnStatsTest {
    @TempDir
    Path directory;

    @Test
    void boundsOfEveryOrderedType() {
        assertBounds(false, true, leaf("x", Type.BOOLEAN), bounds(new byte[] {0}, new byte[] {1}));
        assertBounds((byte) -3, (byte) 4, converted(Type.INT32, ConvertedType.INT_8), bounds(-3, 4));
        assertBounds((short) -3, (short) 4, converted(Type.INT32, ConvertedType.INT_16), bounds(-3, 4));
        assertBounds(-3, 4, leaf("x", Type.INT32), bounds(-3, 4));
        assertBounds(-3L, 4L, leaf("x", Type.INT64), bounds(-3L, 4L));
        assertBounds((short) 3, (short) 200, converted(Type.INT32, ConvertedType.UINT_8), bounds(3, 200));
        assertBounds(3, 60_000, converted(Type.INT32, ConvertedType.UINT_16), bounds(3, 60_000));
        assertBounds(3L, 4_294_967_295L, converted(Type.INT32, ConvertedType.UINT_32), bounds(3, -1));
        assertBounds(
                BigInteger.ONE,
                new BigInteger("18446744073709551615"),
                converted(Type.INT64, ConvertedType.UINT_64),
                bounds(1L, -1L));
        assertBounds(-1.5, 2.5, leaf("x", Type.DOUBLE), bounds(-1.5, 2.5));
        assertBounds(
                -1.5f, 2.5f, leaf("x", Type.FLOAT), bounds(Float.floatToIntBits(-1.5f), Float.floatToIntBits(2.5f)));
        assertBounds(
                -2.0f,
                1.0f,
                fixed(2).setLogicalType(LogicalType.FLOAT16(new Float16Type())),
                bounds(new byte[] {0, (byte) 0xC0}, new byte[] {0, 0x3C}));
        assertBounds("a", "\uD83D\uDE00", converted(Type.BYTE_ARRAY, ConvertedType.UTF8), bounds("a", "\uD83D\uDE00"));
        assertBounds(
                LocalDate.of(1969, 12, 31),
                LocalDate.of(2024, 2, 29),
                converted(Type.INT32, ConvertedType.DATE),
                bounds(-1, 19_782));
        assertBounds(
                LocalTime.MIDNIGHT,
                LocalTime.of(23, 59, 59, 999_000_000),
                converted(Type.INT32, ConvertedType.TIME_MILLIS),
                bounds(0, 86_399_999));
        assertBounds(
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000),
                LocalDateTime.of(1970, 1, 1, 0, 0, 1),
                converted(Type.INT64, ConvertedType.TIMESTAMP_MILLIS),
                bounds(-1L, 1000L));
        LogicalType utc = LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds())));
        assertBounds(
                Instant.ofEpochSecond(-1, 999_999_000),
                Instant.ofEpochSecond(0, 1_000),
                leaf("x", Type.INT64, utc),
                bounds(-1L, 1L));
        UUID low = UUID.fromString("00000000-0000-0000-0000-000000000001");
        UUID high = UUID.fromString("ff000000-0000-0000-0000-000000000000");
        byte[] lowBytes = new byte[16];
        lowBytes[15] = 1;
        byte[] highBytes = new byte[16];
        highBytes[0] = (byte) 0xFF;
        assertBounds(
                low, high, fixed(16).setLogicalType(LogicalType.UUID(new UUIDType())), bounds(lowBytes, highBytes));
    }

    @Test
    void decimalsInEveryPhysicalForm() {
        BigDecimal low = new BigDecimal("-1.28");
        BigDecimal high = new BigDecimal("1.27");
        byte[] lowByte = {(byte) 0x80};
        byte[] highByte = {0x7F};
        assertBounds(low, high, decimal(Type.INT32), bounds(-128, 127));
        assertBounds(low, high, decimal(Type.INT64), bounds(-128L, 127L));
        assertBounds(low, high, decimal(Type.BYTE_ARRAY), bounds(lowByte, highByte));
        assertBounds(low, high, decimal(Type.FIXED_LEN_BYTE_ARRAY).setType_length(1), bounds(lowByte, highByte));
    }

    @Test
    void binariesCompareAsUnsignedBytes() {
        ColumnStats stats = stats(leaf("x", Type.BYTE_ARRAY), bounds(new byte[] {1}, new byte[] {(byte) 0xFF}));
        assertArrayEquals(new byte[] {1}, (byte[]) stats.min());
        assertArrayEquals(new byte[] {(byte) 0xFF}, (byte[]) stats.max());
    }

    @Test
    void typesWithoutOrderHaveNoBounds() {
        byte[] twelve = new byte[12];
        assertUnknown(leaf("x", Type.INT96), bounds(twelve, twelve));
        assertUnknown(fixed(12).setConverted_type(ConvertedType.INTERVAL), bounds(twelve, twelve));
    }

    @Test
    void nanInEitherBoundDropsBoth() {
        assertUnknown(leaf("x", Type.DOUBLE), bounds(Double.NaN, 3.0));
        assertUnknown(leaf("x", Type.DOUBLE), bounds(3.0, Double.NaN));
    }

    @Test
    void eitherZeroMayBeInTheColumn() {
        ColumnStats stats = stats(leaf("x", Type.DOUBLE), bounds(0.0, -0.0));
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits((double) stats.min()));
        assertEquals(Double.doubleToRawLongBits(0.0), Double.doubleToRawLongBits((double) stats.max()));
    }

    @Test
    void malformedOrSwappedBoundsAreDropped() {
        byte[] halfCharacter = {(byte) 0xE2, (byte) 0x82};
        SchemaElement string = converted(Type.BYTE_ARRAY, ConvertedType.UTF8);
        ColumnStats cut = stats(string, bounds("a".getBytes(java.nio.charset.StandardCharsets.UTF_8), halfCharacter));
        assertEquals("a", cut.min());
        assertEquals("\uDBFF\uDFFF", cut.max());
        assertUnknown(leaf("x", Type.INT32), bounds(5, 4));
        assertUnknown(leaf("x", Type.INT32), bounds(new byte[3], new byte[5]));
        assertUnknown(converted(Type.INT32, ConvertedType.INT_8), bounds(-1000, 1000));
        assertUnknown(converted(Type.INT32, ConvertedType.TIME_MILLIS), bounds(-1, 86_400_000));
    }

    @Test
    void textsThatAreCutWithinACharacterStillBound() {
        SchemaElement string = converted(Type.BYTE_ARRAY, ConvertedType.UTF8);
        byte[] cut = {'a', (byte) 0xE2, (byte) 0x82};
        ColumnStats stats =
                stats(string, bounds(cut, cut).setIs_min_value_exact(true).setIs_max_value_exact(true));
        assertEquals("a", stats.min());
        assertEquals("a\uDBFF\uDFFF", stats.max());
        assertFalse(stats.minExact() || stats.maxExact());
        assertTrue(Values.compare(stats.min(), "a\u20AC") < 0 && Values.compare("a\u20ACz", stats.max()) < 0);
        assertUnproven(Set.of("x"), columns(string).rows(9, bounds(cut, cut)));
        byte[] last = {'a', (byte) 0xF4, (byte) 0x8F};
        assertEquals("a", stats(string, bounds(last, last)).min());
        assertNull(stats(string, bounds(last, last)).max());
    }

    @Test
    void zerosAreNoExactBounds() {
        ColumnStats stats = stats(leaf("x", Type.DOUBLE), bounds(0.0, 2.0).setNan_count(0));
        assertFalse(stats.minExact());
        assertTrue(stats.maxExact());
    }

    @Test
    void distinctCounts() {
        SchemaElement optional = leaf("x", Type.INT32);
        assertEquals(-1, stats(optional, bounds(1, 2)).distinctCount());
        assertEquals(2, stats(optional, bounds(1, 2).setDistinct_count(2)).distinctCount());
        assertEquals(-1, stats(optional, bounds(1, 2).setDistinct_count(11)).distinctCount());
    }

    @Test
    void boundsThatAreNotTakenOverAreUnproven() {
        byte[] a = {'a'};
        assertUnproven(
                Set.of("x"),
                columns(converted(Type.BYTE_ARRAY, ConvertedType.UTF8)).rows(9, deprecated(a, a)));
        assertUnproven(Set.of("x"), columns(leaf("x", Type.DOUBLE)).rows(9, bounds(Double.NaN, Double.NaN)));
        assertUnproven(Set.of("x"), columns(leaf("x", Type.INT32)).rows(9, bounds(2, 1)));
        assertUnproven(
                Set.of("s"),
                ParquetFixture.tree(
                                1,
                                ParquetFixture.group("s", FieldRepetitionType.OPTIONAL, 1),
                                converted(Type.BYTE_ARRAY, ConvertedType.UTF8))
                        .rows(9, deprecated(a, a)));
        assertUnproven(Set.of("x"), columns(leaf("x", Type.DOUBLE)).rows(9, bounds(1.0, 2.0)));
        assertUnproven(
                Set.of(),
                columns(leaf("x", Type.DOUBLE)).rows(9, bounds(1.0, 2.0).setNan_count(0)));
        assertUnproven(
                Set.of(),
                columns(leaf("x", Type.DOUBLE)).rows(9, bounds(1.0, 2.0)).createdBy("DuckDB version v1.4.0 (build 0)"));
        assertUnproven(Set.of(), columns(leaf("x", Type.INT32)).rows(9, deprecated(littleEndian(1), littleEndian(2))));
        assertUnproven(Set.of(), columns(leaf("x", Type.INT32)).rows(9, bounds(1, 2)));
        assertUnproven(Set.of(), columns(leaf("x", Type.BYTE_ARRAY)).rows(9));
    }

    private void assertUnproven(Set<String> columns, ParquetFixture file) {
        assertEquals(columns, file.openIn(directory).rowGroups().get(0).unproven());
    }

    @Test
    void deprecatedBoundsCountOnlyInSignedOrder() {
        assertBounds(-3, 4, leaf("x", Type.INT32), deprecated(littleEndian(-3), littleEndian(4)));
        assertBounds(
                LocalDate.EPOCH,
                LocalDate.EPOCH,
                converted(Type.INT32, ConvertedType.DATE),
                deprecated(littleEndian(0), littleEndian(0)));
        assertUnknown(converted(Type.INT32, ConvertedType.UINT_32), deprecated(littleEndian(3), littleEndian(4)));
        assertUnknown(converted(Type.BYTE_ARRAY, ConvertedType.UTF8), deprecated(new byte[] {'a'}, new byte[] {'b'}));
        assertUnknown(decimal(Type.BYTE_ARRAY), deprecated(new byte[] {1}, new byte[] {2}));
    }

    @Test
    void undeclaredOrderCountsOnlyForSignedTypesAndDuckDb() {
        SchemaElement string = converted(Type.BYTE_ARRAY, ConvertedType.UTF8);
        ColumnStats unknown = only(
                columns(string).withoutColumnOrders().rows(2, bounds("a", "b")).openIn(directory));
        assertNull(unknown.min());
        ColumnStats signed = only(columns(leaf("x", Type.INT64))
                .withoutColumnOrders()
                .rows(2, bounds(1L, 2L))
                .openIn(directory));
        assertEquals(1L, signed.min());
        ColumnStats duckDb = only(columns(string)
                .withoutColumnOrders()
                .createdBy("DuckDB")
                .rows(2, bounds("a", "b"))
                .openIn(directory));
        assertEquals("b", duckDb.max());
    }

    @Test
    void decimalsOfOldParquetCppAreUnknown() {
        ParquetFixture binary = columns(decimal(Type.BYTE_ARRAY))
                .createdBy("parquet-cpp version 1.5.1-SNAPSHOT")
                .rows(2, bounds(new byte[] {1}, new byte[] {2}));
        assertNull(only(binary.openIn(directory)).min());
        ParquetFixture integral = columns(decimal(Type.INT32))
                .createdBy("parquet-cpp version 1.5.1-SNAPSHOT")
                .rows(2, bounds(1, 2));
        assertEquals(new BigDecimal("0.01"), only(integral.openIn(directory)).min());
    }

    @Test
    void exactnessNeedsFixedWidthOrTheWritersWord() {
        ColumnStats number = stats(leaf("x", Type.INT32), bounds(1, 2));
        assertTrue(number.minExact() && number.maxExact());
        SchemaElement string = converted(Type.BYTE_ARRAY, ConvertedType.UTF8);
        ColumnStats silent = stats(string, bounds("a", "b"));
        assertFalse(silent.minExact() || silent.maxExact());
        ColumnStats said =
                stats(string, bounds("a", "b").setIs_min_value_exact(true).setIs_max_value_exact(false));
        assertTrue(said.minExact() && !said.maxExact());
        ColumnStats shortened = stats(
                leaf("x", Type.INT32), bounds(1, 2).setIs_min_value_exact(false).setIs_max_value_exact(true));
        assertTrue(!shortened.minExact() && shortened.maxExact());
    }

    @Test
    void maximumOfFloatsIsExactOnlyIfNanIsCounted() {
        ColumnStats uncounted = stats(leaf("x", Type.DOUBLE), bounds(1.0, 2.0));
        assertEquals(-1, uncounted.nanCount());
        assertTrue(uncounted.minExact() && !uncounted.maxExact());
        ColumnStats counted = stats(leaf("x", Type.DOUBLE), bounds(1.0, 2.0).setNan_count(0));
        assertEquals(0, counted.nanCount());
        assertTrue(counted.maxExact());
    }

    @Test
    void nullCounts() {
        SchemaElement optional = leaf("x", Type.INT32);
        assertEquals(-1, stats(optional, bounds(1, 2)).nullCount());
        assertEquals(3, stats(optional, bounds(1, 2).setNull_count(3)).nullCount());
        assertEquals(-1, stats(optional, bounds(1, 2).setNull_count(11)).nullCount());
        assertEquals(-1, stats(optional, null).nullCount());
        SchemaElement required =
                leaf("x", Type.INT32).setRepetition_type(org.apache.parquet.format.FieldRepetitionType.REQUIRED);
        assertEquals(0, stats(required, null).nullCount());
    }

    private ColumnStats stats(SchemaElement column, Statistics statistics) {
        return only(columns(column).rows(10, statistics).openIn(directory));
    }

    private void assertBounds(Object min, Object max, SchemaElement column, Statistics statistics) {
        ColumnStats stats = stats(column, statistics);
        assertEquals(min, stats.min());
        assertEquals(max, stats.max());
    }

    private void assertUnknown(SchemaElement column, Statistics statistics) {
        ColumnStats stats = stats(column, statistics);
        assertNull(stats.min());
        assertNull(stats.max());
        assertFalse(stats.minExact() || stats.maxExact());
    }

    private static Statistics deprecated(byte[] min, byte[] max) {
        return new Statistics().setMin(min).setMax(max);
    }

    private static SchemaElement fixed(int width) {
        return leaf("x", Type.FIXED_LEN_BYTE_ARRAY).setType_length(width);
    }

    private static SchemaElement converted(Type type, ConvertedType converted) {
        return leaf("x", type).setConverted_type(converted);
    }

    private static SchemaElement decimal(Type type) {
        return converted(type, ConvertedType.DECIMAL).setPrecision(5).setScale(2);
    }
}
