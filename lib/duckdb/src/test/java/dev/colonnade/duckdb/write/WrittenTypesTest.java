package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written reads back as the same values of the same type. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrittenTypesTest {
    private Session session;

    @TempDir
    Path temp;

    @BeforeAll
    void open() {
        session = Colonnade.builder().backend("duckdb").open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    /** Each is a list of values of one type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[true, false, NULL]",
                "[(-128)::TINYINT, 127, NULL]",
                "[(-32768)::SMALLINT, 32767, NULL]",
                "[(-2147483648)::INTEGER, 2147483647, NULL]",
                "[(-9223372036854775808)::BIGINT, 9223372036854775807, NULL]",
                "[0::UTINYINT, 255, NULL]",
                "[0::USMALLINT, 65535, NULL]",
                "[0::UINTEGER, 4294967295, NULL]",
                "[0::UBIGINT, 18446744073709551615, NULL]",
                "['nan'::FLOAT, '-inf', 'inf', '-0.0', 1.5, NULL]",
                "['nan'::DOUBLE, '-inf', 'inf', '-0.0', 1e308, NULL]",
                "[-99.99::DECIMAL(4,2), 0, 99.99, NULL]",
                "[-99999999999999999999999999999.999999999::DECIMAL(38,9), 0.000000001, NULL]",
                "['', 'ä😀', 'a''b', NULL]",
                "[''::BLOB, '\\x00\\xFF'::BLOB, NULL]",
                "['123e4567-e89b-12d3-a456-426614174000'::UUID, NULL]",
                "['0001-01-01'::DATE, '1970-01-01', '9999-12-31', NULL]",
                "['00:00:00'::TIME, '23:59:59.999999', NULL]",
                "['0001-01-01 00:00:00'::TIMESTAMP, '1969-12-31 23:59:59.999999', '9999-12-31 23:59:59', NULL]",
                "['1970-01-01 00:00:00.123456789'::TIMESTAMP_NS, NULL]",
                "['2024-06-30 23:59:59.5+02'::TIMESTAMPTZ, NULL]",
                "[[1, NULL, 3], [], NULL]",
                "[{'a': 1, 'b': 'x'}, {'a': NULL, 'b': NULL}, NULL]",
                "[MAP {'k': 1, 'l': NULL}, MAP {}, NULL]",
                "[[{'a': [1, 2]}, NULL], NULL]"
            })
    void valuesReadBack(String values) {
        LazyFrame rows =
                session.sql("SELECT row_number() OVER () AS n, v FROM (SELECT unnest(" + values + ") AS v), range(3)");
        List<String> written = List.of();
        for (Codec codec : List.of(Codec.UNCOMPRESSED, Codec.ZSTD)) {
            Path dataset = temp.resolve(codec + "-" + Integer.toHexString(values.hashCode()));
            rows.write(dataset.toString(), WriteOptions.defaults().withCompression(codec));
            ParquetDataset read = session.open(dataset.toString());
            assertEquals(
                    rows.schema().field("v").type(), read.schema().field("v").type(), values);
            List<String> back = texts(read.select("v"));
            assertEquals(texts(rows.select("v")), back, values);
            assertEquals(written.isEmpty() ? back : written, back);
            written = back;
        }
    }

    private static List<String> texts(LazyFrame frame) {
        return frame.collect().toMaps().stream()
                .map(row -> row.get("v"))
                .map(value -> value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value))
                .sorted()
                .toList();
    }
}
