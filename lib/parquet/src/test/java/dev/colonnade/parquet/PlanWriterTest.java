package dev.colonnade.parquet;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.batch.Batch;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.parquet.Samples.NullPattern;
import dev.colonnade.source.DataFile;
import dev.colonnade.type.Values;
import dev.colonnade.write.WriteOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that this engine writes. */
class PlanWriterTest {
    private static @TempDir Path directory;
    private static Session session;
    private static ParquetDataset numbers;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().backend("parquet-strict").open();
        Path file = DuckDb.copy(
                "SELECT i id, 'n' || i % 10 s, i % 40 k, DATE '2024-01-01' + (i % 3)::INT d, CASE WHEN i % 5 = 0 THEN NULL"
                        + " ELSE 'v' || i % 5 END v FROM range(20000) r(i)",
                directory.resolve("numbers/1.parquet"), "");
        numbers = session.open(file.toString());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static String at(String name) {
        return directory.resolve(name).toString();
    }

    private static List<List<@Nullable Object>> sorted(ParquetDataset dataset) {
        List<List<@Nullable Object>> rows = new ArrayList<>(TestFiles.rows(
                dataset.select("id", "s", "k", "d", "v").on("duckdb").collect()));
        rows.sort(Values.ORDER::compare);
        return rows;
    }

    private static String createdBy(DataFile file) {
        ParquetMetadata footer = OpenFile.open(file.path(), KeySource.NONE).footer();
        return footer.getFileMetaData().getCreatedBy();
    }

    @Test
    void everyTypeOfRowsIsWritten() {
        Path source = directory.resolve("types/1.parquet");
        assertTrue(source.getParent().toFile().mkdirs());
        Batch batch = new Samples(17).batch(Samples.everyType(), 500, NullPattern.SOME);
        RoundTripTest.write(source, batch, SinkOptions.defaults());
        String target = at("copied");
        session.open(source.toString()).lazy().write(target, WriteOptions.defaults());
        ParquetDataset copied = session.open(target);
        assertEquals(batch.schema(), copied.schema());
        assertNull(TestFiles.difference(
                RoundTripTest.rows(batch), TestFiles.rows(copied.lazy().collect())));
        assertTrue(createdBy(copied.files().get(0)).startsWith("parquet-mr"));
        assertTrue(ParquetVerifier.verify(copied.files().get(0).path()).isSound());
    }

    @Test
    void rowsGoToTheirPartitions() {
        String target = at("parts");
        numbers.lazy().write(target, WriteOptions.defaults().withPartitionBy("d", "v"));
        ParquetDataset written = session.open(target);
        assertEquals(15, written.files().size());
        assertEquals(sorted(numbers), sorted(written));
    }

    /** More partitions than files may be open: some have more than one file, no row is lost. */
    @Test
    void manyPartitionsTakeTurns() {
        String target = at("many");
        numbers.lazy().write(target, WriteOptions.defaults().withPartitionBy("k"));
        ParquetDataset written = session.open(target);
        assertTrue(written.files().size() >= 40, () -> written.files().size() + " files");
        assertEquals(sorted(numbers), sorted(written));
    }

    @Test
    void filesEndNearTheirSize() {
        String target = at("sized");
        numbers.lazy()
                .write(
                        target,
                        WriteOptions.defaults()
                                .withFormat(ParquetFormat.defaults()
                                        .withRowGroupRows(1_000)
                                        .withFileBytes(5_000)));
        ParquetDataset written = session.open(target);
        assertTrue(written.files().size() > 2, () -> written.files().size() + " files");
        assertEquals(sorted(numbers), sorted(written));
    }

    @Test
    void plansThatAreNotRunHereAreRefusedOrRunElsewhere() {
        String target = at("sorted");
        PlanException refused = assertThrows(
                PlanException.class, () -> numbers.sort(col("id").desc()).write(target, WriteOptions.defaults()));
        assertEquals(ErrorCode.NOT_SUPPORTED, refused.code());
        assertTrue(
                String.valueOf(refused.getMessage()).endsWith("since it does not sort: write with another backend."),
                refused.getMessage());
        numbers.sort(col("id").desc()).on("parquet").write(target, WriteOptions.defaults());
        ParquetDataset written = session.open(target);
        assertEquals(sorted(numbers), sorted(written));
        assertTrue(createdBy(written.files().get(0)).startsWith("parquet-mr"));
    }

    @Test
    void aCodecThatIsNotHereIsRefused() {
        PlanException refused = assertThrows(PlanException.class, () -> numbers.lazy()
                .write(at("brotli"), WriteOptions.defaults().withCompression(Codec.BROTLI)));
        assertEquals(
                "Backend 'parquet' cannot compress by BROTLI: 'duckdb' can, so write by frame.on(\"duckdb\") or in a"
                        + " session with backend(\"duckdb\").",
                refused.getMessage());
    }

    @Test
    void keysAreTexts() {
        assertEquals("1.50", KeyedSinks.text(new BigDecimal("1.50")));
        assertEquals("2024-01-31", KeyedSinks.text(LocalDate.of(2024, 1, 31)));
        assertEquals("2024-01-31 05:30:00.5", KeyedSinks.text(LocalDateTime.of(2024, 1, 31, 5, 30, 0, 500_000_000)));
        assertEquals("2024-01-31 05:30:00", KeyedSinks.text(Instant.parse("2024-01-31T05:30:00Z")));
        assertEquals("true", KeyedSinks.text(true));
        assertNull(KeyedSinks.text(null));
    }
}
