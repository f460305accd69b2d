package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.DatasetMaintenance;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dataset is one moment: files that come, go or change are seen after a refresh, and never half. */
abstract class SnapshotContract extends Suite {
    private Path files;

    @BeforeEach
    void write() {
        files = fresh("t");
        write("a", "range(10)");
        write("b", "range(10, 20)");
    }

    @Test
    void aFileThatComes() {
        ParquetDataset before = session.open(files.toString());
        write("c", "range(20, 30)");
        assertRows("[[20, 190]]", totals(before));
        ParquetDataset now = before.refresh();
        assertNotEquals(before.snapshot().id(), now.snapshot().id());
        assertRows("[[30, 435]]", totals(now));
        assertRows("[[20, 190]]", totals(before));
    }

    @Test
    void nothingChanges() {
        ParquetDataset before = session.open(files.toString());
        ParquetDataset now = before.refresh();
        assertEquals(before.snapshot(), now.snapshot());
        assertEquals(before.files().get(0).rowGroups(), now.files().get(0).rowGroups());
    }

    @Test
    void aFileThatGoes() throws IOException {
        ParquetDataset before = session.open(files.toString());
        LazyFrame question = totals(before);
        assertRows("[[20, 190]]", question);
        Files.delete(files.resolve("b.parquet"));
        refused(ErrorCode.STALE_SNAPSHOT, stale("b", "is gone"), question::collect);
        assertFalse(question.validate().valid());
        assertRows("[[10, 45]]", totals(before.refresh()));
        assertRows(
                "[[3]]", before.filter(dev.colonnade.expr.Exprs.col("id").lt(3)).agg(count()));
    }

    @Test
    void aFileThatIsWrittenAnew() throws IOException {
        ParquetDataset before = session.open(files.toString());
        assertRows("[[20, 190]]", totals(before));
        Files.delete(files.resolve("a.parquet"));
        write("a", "range(100, 200)");
        refused(ErrorCode.STALE_SNAPSHOT, stale("a", "has changed"), () -> totals(before)
                .collect());
        assertRows("[[110, 15095]]", totals(before.refresh()));
    }

    /** Of the same size: only the time of the change tells. */
    @Test
    void aFileOfTheSameSize() throws IOException {
        ParquetDataset before = session.open(files.toString());
        Path file = files.resolve("a.parquet");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        refused(ErrorCode.STALE_SNAPSHOT, stale("a", "has changed"), () -> totals(before)
                .collect());
        assertRows("[[20, 190]]", totals(before.refresh()));
    }

    @Test
    void aFileThatBecomesSomethingElse() throws IOException {
        ParquetDataset before = session.open(files.toString());
        Files.writeString(files.resolve("a.parquet"), "no Parquet any more");
        refused(ErrorCode.STALE_SNAPSHOT, stale("a", "has changed"), () -> totals(before)
                .collect());
        refused(
                ErrorCode.NOT_PARQUET,
                "[" + files.resolve("a.parquet") + "] Not a Parquet file: it does not end with 'PAR1'.",
                before::refresh);
        raw.copy("SELECT 'text' AS id", files.resolve("a.parquet"));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.resolve("b.parquet") + "] Column 'id' is int64 here and string in ["
                        + files.resolve("a.parquet")
                        + "], and no type holds both without loss: open them apart and cast one.",
                before::refresh);
    }

    /** Files of ours are found wherever commits put them, until they are given up. */
    @Test
    void filesThatCommitsMove() {
        Path place = fresh("ours");
        try (Session writer = Colonnade.builder().backend("duckdb").open()) {
            save(writer, "range(10)", place, WriteMode.FAIL_IF_EXISTS);
            save(writer, "range(10, 20)", place, WriteMode.APPEND);
            ParquetDataset before = session.open(place.toString());
            save(writer, "range(100, 200)", place, WriteMode.OVERWRITE);
            assertRows("[[20, 190]]", totals(before));
            ParquetDataset between = session.open(place.toString());
            ParquetDataset past = between.asOf(1);
            assertRows("[[100, 14950]]", totals(between));
            DatasetMaintenance maintenance = writer.open(place.toString()).maintain();
            maintenance.rollbackTo(2);
            assertRows("[[20, 190]]", totals(before));
            assertRows("[[100, 14950]]", totals(between));
            assertRows("[[10, 45]]", totals(past));
            maintenance.rollbackTo(3);
            assertRows("[[20, 190]]", totals(before));
            assertRows("[[100, 14950]]", totals(between));
            assertRows("[[10, 45]]", totals(past));
            assertRows("[[100, 14950]]", totals(before.refresh()));
            maintenance.vacuum(Duration.ZERO);
            ColonnadeException gone =
                    assertThrows(ColonnadeException.class, () -> totals(before).collect());
            assertEquals(ErrorCode.STALE_SNAPSHOT, gone.code());
            assertTrue(
                    gone.getMessage()
                            .endsWith("] This file is gone since the dataset was opened: refresh() the dataset."),
                    gone.getMessage());
        }
    }

    private static void save(Session writer, String range, Path place, WriteMode mode) {
        writer.sql("SELECT range AS id FROM " + range)
                .write(place.toString(), WriteOptions.defaults().withMode(mode));
    }

    /** While its rows are on the way: what is delivered is of the old moment, or the query fails. */
    @Test
    void aFileThatChangesDuringAQuery() throws IOException {
        Path many = fresh("many");
        for (int i = 0; i < 8; i++) {
            raw.copy("SELECT range + 200000 * " + i + " AS id FROM range(200000)", many.resolve(i + ".parquet"));
        }
        ParquetDataset dataset = session.open(many.toString());
        long rows = 0;
        long total = 0;
        try (BatchStream stream = dataset.lazy().batches(QueryOptions.defaults().withBatchRows(2_048))) {
            var first = stream.next();
            rows += first.rowCount();
            for (int i = 0; i < first.rowCount(); i++) {
                total += first.column(0).longAt(i);
            }
            for (int i = 4; i < 8; i++) {
                Files.delete(many.resolve(i + ".parquet"));
            }
            for (var batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
                for (int i = 0; i < batch.rowCount(); i++) {
                    total += batch.column(0).longAt(i);
                }
            }
            assertEquals(1_600_000, rows);
            assertEquals(1_600_000L * 1_599_999 / 2, total);
        } catch (dev.colonnade.error.QueryException e) {
            assertEquals(ErrorCode.STALE_SNAPSHOT, e.code());
            assertTrue(e.getMessage().startsWith("[" + many + "/"), e.getMessage());
            assertTrue(e.getMessage()
                    .endsWith("] This file is gone since the dataset was opened: refresh() the dataset."));
        }
        assertEquals(4, dataset.refresh().files().size());
    }

    private void write(String name, String range) {
        raw.copy("SELECT range AS id FROM " + range, files.resolve(name + ".parquet"));
    }

    private static LazyFrame totals(ParquetDataset dataset) {
        return dataset.agg(count(), sum("id"));
    }

    private String stale(String name, String change) {
        return "[" + files.resolve(name + ".parquet") + "] This file " + change
                + " since the dataset was opened: refresh() the dataset.";
    }

    private static void assertRows(String expected, LazyFrame frame) {
        assertEquals(expected, rows(frame.collect()).toString());
    }
}
