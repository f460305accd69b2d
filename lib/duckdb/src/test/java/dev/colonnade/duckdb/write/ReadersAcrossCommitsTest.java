package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset of 40 files that are replaced while older snapshots of it are read. */
class ReadersAcrossCommitsTest {
    private static final long ROWS = 400_000;
    private static final WriteOptions OVERWRITE = WriteOptions.defaults().withMode(WriteMode.OVERWRITE);

    @TempDir
    Path temp;

    private Session session;
    private Path place;

    @BeforeEach
    void write() {
        session = Colonnade.builder().backend("duckdb").threads(1).open();
        place = temp.resolve("d");
        session.sql("SELECT range AS id, 'text ' || range AS s, range // 10000 AS p FROM range(" + ROWS + ")")
                .write(place.toString(), WriteOptions.defaults().withPartitionBy("p"));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private ParquetDataset open() {
        return session.open(place.toString());
    }

    private void replaceAll() {
        session.sql("SELECT -range AS id, '' AS s, 0::BIGINT AS p FROM range(10)")
                .write(place.toString(), OVERWRITE);
    }

    private static String rows(LazyFrame frame) {
        return frame.collect().toMaps().toString();
    }

    @Test
    void everyQuestionIsAnsweredFromTheSnapshot() {
        ParquetDataset before = open();
        LazyFrame keys = session.sql("SELECT range * 5000 AS id, range AS n FROM range(4)");
        List<LazyFrame> questions = List.of(
                before.agg(count(), sum("id")),
                before.filter(col("id").gt(399_990)).sort("id"),
                before.join(keys, "id").sort("id"),
                before.sql("SELECT p, count(*), max(s) FROM self GROUP BY p ORDER BY p"),
                before.topK(3, col("s").desc()),
                before.filter(col("s").eq("text 7")));
        List<String> answers =
                questions.stream().map(ReadersAcrossCommitsTest::rows).toList();
        replaceAll();
        assertEquals(
                answers, questions.stream().map(ReadersAcrossCommitsTest::rows).toList());
        assertEquals(10, before.refresh().count());
    }

    @Test
    void aWriteReadsTheSnapshotToo() {
        ParquetDataset before = open();
        replaceAll();
        Path copy = temp.resolve("copy");
        before.write(copy.toString(), WriteOptions.defaults().withPartitionBy("p"));
        assertEquals(
                "[{count=400000, sum=79999800000}]",
                rows(session.open(copy.toString())
                        .agg(count().as("count"), sum("id").as("sum"))));
    }

    /** Many more rows than the engine can be ahead of its reader. */
    @Test
    void aStreamThatIsBeingReadEndsOrSaysThatItCannot() {
        long rows = 0;
        long sum = 0;
        try (BatchStream stream =
                open().select("id").batches(QueryOptions.defaults().withBatchRows(2_048))) {
            Batch batch = stream.next();
            replaceAll();
            for (; batch != null; batch = stream.next()) {
                rows += batch.rowCount();
                for (int i = 0; i < batch.rowCount(); i++) {
                    sum += batch.column(0).longAt(i);
                }
            }
            assertEquals(ROWS, rows);
            assertEquals(ROWS * (ROWS - 1) / 2, sum);
        } catch (ColonnadeException cut) {
            assertEquals(ErrorCode.STALE_SNAPSHOT, cut.code());
            assertEquals(
                    "A commit moved files that this stream had not read yet, after it had handed out rows: run it again, or"
                            + " collect() it, which begins again by itself.",
                    cut.getMessage());
        }
    }

    @Test
    void aDeletedFileIsStillMissed() throws java.io.IOException {
        ParquetDataset before = open();
        replaceAll();
        Path file = place.resolve(before.files().get(3).path());
        Path retired = place.resolve("_colonnade/retired/2").resolve(place.relativize(file) + ".old");
        java.nio.file.Files.delete(retired);
        ColonnadeException gone = assertThrows(ColonnadeException.class, before::collect);
        assertEquals(ErrorCode.STALE_SNAPSHOT, gone.code());
        assertEquals(1, before.filter(col("id").eq(3)).collect().rowCount());
    }
}
