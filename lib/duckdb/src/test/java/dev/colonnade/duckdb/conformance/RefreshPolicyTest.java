package dev.colonnade.duckdb.conformance;

import static dev.colonnade.contract.Answers.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.contract.Raw;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.session.RefreshPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a dataset sees files that came since it was opened. */
class RefreshPolicyTest {
    private static final String SQL = "SELECT count(*) AS n, sum(id)::BIGINT AS s FROM t";

    private @TempDir Path directory;
    private Raw raw;

    @BeforeEach
    void open() throws IOException {
        raw = Raw.open();
        write("a", "range(10)");
    }

    @AfterEach
    void close() {
        raw.close();
    }

    private void write(String name, String rows) {
        raw.copy("SELECT range AS id FROM " + rows, directory.resolve(name + ".parquet"));
    }

    private Session session(RefreshPolicy policy) {
        return Colonnade.builder().threads(1).refresh(policy).open();
    }

    private static String sql(Session session) {
        return rows(session.sql(SQL).collect()).toString();
    }

    @Test
    void everyQuerySeesThem() {
        try (Session session = session(RefreshPolicy.everyQuery())) {
            ParquetDataset dataset = session.dataset("t", directory.toString());
            LazyFrame before = dataset.lazy();
            assertEquals("[[10, 45]]", sql(session));
            String id = dataset.snapshot().id();
            write("b", "range(10, 20)");
            assertEquals("[[20, 190]]", sql(session));
            assertEquals(20, dataset.lazy().count());
            assertNotEquals(id, dataset.snapshot().id());
            assertEquals(20, dataset.rowCount());
            assertEquals(10, before.count());
        }
    }

    @Test
    void aYoungSnapshotIsTakenAsItIs() {
        try (Session session = session(RefreshPolicy.after(Duration.ofHours(1)))) {
            ParquetDataset dataset = session.dataset("t", directory.toString());
            write("b", "range(10, 20)");
            assertEquals("[[10, 45]]", sql(session));
            assertEquals(10, dataset.lazy().count());
            assertEquals(20, dataset.refresh().lazy().count());
            assertEquals("[[20, 190]]", sql(session));
        }
        try (Session session = session(RefreshPolicy.after(Duration.ofNanos(1)))) {
            session.dataset("t", directory.toString());
            write("c", "range(20, 30)");
            assertEquals("[[30, 435]]", sql(session));
        }
    }

    @Test
    void bySelfNothingIsSeen() {
        try (Session session = session(RefreshPolicy.explicit())) {
            ParquetDataset dataset = session.dataset("t", directory.toString());
            write("b", "range(10, 20)");
            assertEquals("[[10, 45]]", sql(session));
            assertEquals(10, dataset.lazy().count());
        }
    }

    @Test
    void aDatasetThatIsGoneIsAnErrorWhereTheQueryBegins() throws IOException {
        try (Session session = session(RefreshPolicy.everyQuery())) {
            ParquetDataset dataset = session.dataset("t", directory.toString());
            Files.delete(directory.resolve("a.parquet"));
            ColonnadeException gone = assertThrows(ColonnadeException.class, dataset::lazy);
            assertEquals(ErrorCode.EMPTY_DATASET, gone.code());
        }
    }

    /** Its rows may be of both states, so the query must fail although the engine saw nothing wrong. */
    @Test
    void aFileThatIsReplacedWhileItIsReadFailsTheQuery() throws IOException {
        write("b", "range(10, 500000)");
        try (Session session = session(RefreshPolicy.explicit())) {
            ParquetDataset dataset = session.open(directory.toString());
            QueryException changed = assertThrows(QueryException.class, () -> {
                try (var batches = dataset.lazy().batches()) {
                    assertEquals("id", batches.next().schema().field(0).name());
                    Files.setLastModifiedTime(
                            directory.resolve("b.parquet"), java.nio.file.attribute.FileTime.fromMillis(1));
                    for (var batch = batches.next(); batch != null; batch = batches.next()) {
                        assertEquals(1, batch.schema().size());
                    }
                }
            });
            assertEquals(ErrorCode.STALE_SNAPSHOT, changed.code());
        }
    }
}
