package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
    private static void assertLines(DataType type, Object value, String csv, String json) {
        Table table = Table.ofRows(Schema.of(Field.of("v", type)), List.of(Collections.singletonList(value)));
        assertEquals("v\n" + csv + "\n", table.toCsv());
        assertEquals("{\"v\":" + json + "}\n", table.toJson());
    }

    @Test
    void everyTypeHasItsText() {
        BigInteger maxUint64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        assertLines(DataType.NULL, null, "", "null");
        assertLines(DataType.BOOL, true, "true", "true");
        assertLines(DataType.INT8, -128, "-128", "-128");
        assertLines(DataType.INT64, Long.MIN_VALUE, "-9223372036854775808", "-9223372036854775808");
        assertLines(DataType.UINT64, maxUint64, "18446744073709551615", "18446744073709551615");
        assertLines(DataType.FLOAT16, 0.5f, "0.5", "0.5");
        assertLines(DataType.FLOAT32, 1.1f, "1.1", "1.1");
        assertLines(DataType.FLOAT64, 1e300, "1.0E300", "1.0E300");
        assertLines(DataType.FLOAT64, Double.NaN, "NaN", "\"NaN\"");
        assertLines(DataType.FLOAT32, Float.NEGATIVE_INFINITY, "-Infinity", "\"-Infinity\"");
        assertLines(
                DataType.decimal(38, 20), new BigDecimal("1E-20"), "0.00000000000000000001", "0.00000000000000000001");
        assertLines(DataType.STRING, "plain", "plain", "\"plain\"");
        assertLines(DataType.STRING, "", "\"\"", "\"\"");
        assertLines(DataType.STRING, null, "", "null");
        assertLines(DataType.STRING, "a,b", "\"a,b\"", "\"a,b\"");
        assertLines(DataType.STRING, "say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \\\"hi\\\"\"");
        assertLines(DataType.STRING, "a\r\nb", "\"a\r\nb\"", "\"a\\r\\nb\"");
        assertLines(DataType.STRING, "\\\u0001\u2028é", "\\\u0001\u2028é", "\"\\\\\\u0001\\u2028é\"");
        assertLines(DataType.BINARY, new byte[] {-1, 0}, "/wA=", "\"/wA=\"");
        assertLines(DataType.fixedBinary(1), new byte[] {65}, "QQ==", "\"QQ==\"");
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertLines(DataType.UUID, uuid, uuid.toString(), "\"" + uuid + "\"");
        assertLines(DataType.DATE, LocalDate.of(2024, 2, 29), "2024-02-29", "\"2024-02-29\"");
        assertLines(DataType.time(Resolution.MICROS), LocalTime.of(9, 0), "09:00:00", "\"09:00:00\"");
        assertLines(
                DataType.timestamp(Resolution.MILLIS),
                LocalDateTime.of(2024, 1, 1, 0, 0, 0, 120_000_000),
                "2024-01-01T00:00:00.12",
                "\"2024-01-01T00:00:00.12\"");
        assertLines(
                DataType.timestampUtc(Resolution.NANOS),
                Instant.parse("2024-01-01T00:00:00Z"),
                "2024-01-01T00:00:00Z",
                "\"2024-01-01T00:00:00Z\"");
        assertLines(DataType.INTERVAL, new Interval(0, 0, 0), "PT0S", "\"PT0S\"");
        assertLines(DataType.INTERVAL, new Interval(14, -2, 3_500_000_000L), "P14M-2DT3.5S", "\"P14M-2DT3.5S\"");
    }

    @Test
    void nestedValuesAreJson() {
        DataType list = DataType.list(Field.of("e", DataType.DATE));
        assertLines(
                list, Arrays.asList(LocalDate.EPOCH, null), "\"[\"\"1970-01-01\"\",null]\"", "[\"1970-01-01\",null]");
        DataType map = DataType.map(Field.required("k", DataType.INT32), Field.of("v", DataType.STRING));
        assertLines(map, Collections.singletonMap(7, null), "\"{\"\"7\"\":null}\"", "{\"7\":null}");
        DataType struct = DataType.struct(List.of(Field.of("in \"q\"", list)));
        assertLines(
                struct,
                Collections.singletonMap("in \"q\"", List.of()),
                "\"{\"\"in \\\"\"q\\\"\"\"\":[]}\"",
                "{\"in \\\"q\\\"\":[]}");
    }

    @Test
    void namesAreQuotedToo() {
        Table table =
                Table.of(Schema.of(Field.of("a,b", DataType.INT32), Field.of("say \"x\"", DataType.INT32)), List.of());
        assertEquals("\"a,b\",\"say \"\"x\"\"\"\n", table.toCsv());
    }

    @Test
    void writesFilesAndManyBatches(@TempDir Path directory) throws IOException {
        Schema schema = Schema.of(Field.of("n", DataType.INT32), Field.of("s", DataType.STRING));
        StringBuilder expected = new StringBuilder("n,s\n");
        List<List<?>> rows = new java.util.ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(Arrays.asList(i, i % 2 == 0 ? null : "é" + i));
            expected.append(i).append(',').append(i % 2 == 0 ? "" : "é" + i).append('\n');
        }
        Table table = Table.ofRows(schema, rows);
        Table chunks = Table.of(
                schema,
                List.of(
                        table.slice(0, 1_234).batches().get(0),
                        table.slice(1_234, 3_766).batches().get(0)));
        Path file = directory.resolve("rows.csv");
        chunks.toCsv(file);
        assertEquals(expected.toString(), Files.readString(file));
        ColonnadeException refusal =
                assertThrows(ColonnadeException.class, () -> chunks.toCsv(directory.resolve("none/rows.csv")));
        assertEquals(ErrorCode.IO, refusal.code());
    }

    @Test
    void aFailingTargetIsAnError() {
        Writer full = new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Table table = Table.ofRows(Schema.of(Field.of("n", DataType.INT32)), List.of(List.of(1)));
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> table.toCsv(full));
        assertEquals("Cannot write rows: No space left on device.", refusal.getMessage());
        assertEquals(ErrorCode.IO, refusal.code());
    }
}
