package dev.colonnade.duckdb.conformance;

import static dev.colonnade.contract.Answers.assertSameRowsInAnyOrder;
import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.contract.Corpus;
import dev.colonnade.contract.Footers;
import dev.colonnade.contract.Raw;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine makes of the damaged files on which implementations are measured, in its own words. */
class DamagedPagesTest {
    private static @TempDir Path directory;
    private static Path corpus;
    private static Session session;
    private static Raw raw;

    @BeforeAll
    static void open() {
        corpus = Corpus.copy("parquet-testing", directory);
        session = Colonnade.builder().threads(2).open();
        raw = Raw.open();
    }

    @AfterAll
    static void close() {
        session.close();
        raw.close();
    }

    /** The footer of this file is sound and so are most of its 105 columns. */
    @Test
    void damagedPages() {
        String path = bad("ARROW-GH-41321");
        ParquetDataset dataset = session.open(path);
        TreeMap<String, String> failures = new TreeMap<>();
        for (Field field : dataset.schema().fields()) {
            try {
                assertEquals(5, dataset.select(field.name()).collect().rowCount());
            } catch (ColonnadeException e) {
                failures.put(field.name(), e.getMessage());
            }
        }
        String prefix = "[" + path + "] The data of this file does not decode: ";
        String suffix = ": write it anew from its source.";
        assertEquals(
                List.of("fixed_size_list_float64", "int64", "large_binary", "map_float32", "time64_ns"),
                List.copyOf(failures.keySet()));
        assertEquals(
                "Column 'time64_ns' holds times of day in nanoseconds that are marked as UTC, which DuckDB reads to the"
                        + " microsecond only: leave the column out, or write it without the mark.",
                failures.remove("time64_ns"));
        failures.values()
                .forEach(message -> assertTrue(message.startsWith(prefix) && message.endsWith(suffix), message));

        ColonnadeException all =
                assertThrows(ColonnadeException.class, () -> dataset.lazy().collect());
        assertTrue(all.getMessage().startsWith(prefix), all.getMessage());
        assertEquals(ErrorCode.CORRUPT_FILE, all.code());
        assertSameRowsInAnyOrder(
                List.of(List.of(1.5), List.of(2.5), Arrays.asList((Object) null), List.of(4.5), List.of(5.5)),
                rows(dataset.select("float64").collect()));
    }

    @Test
    void unknownCodec() {
        Path file = Footers.change(
                raw.copy("SELECT 1 AS id", directory.resolve("lzo.parquet")),
                footer -> footer.getRow_groups().forEach(group -> group.getColumns()
                        .forEach(chunk -> chunk.getMeta_data().setCodec(CompressionCodec.LZO))));
        refused(
                ErrorCode.UNSUPPORTED_FILE,
                "[" + file
                        + "] DuckDB does not read this file: Unsupported compression codec \"LZO\". Supported options are"
                        + " uncompressed, brotli, gzip, lz4, lz4_raw, snappy or zstd.",
                () -> session.open(file.toString()).lazy().collect());
    }

    private static String bad(String name) {
        return corpus.resolve("bad").resolve(name + ".parquet").toString();
    }
}
