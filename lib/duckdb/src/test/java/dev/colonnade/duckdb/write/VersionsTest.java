package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
    @TempDir
    Path dataset;

    private Session session;

    @BeforeEach
    void threeVersions() {
        session = Colonnade.builder().backend("duckdb").open();
        WriteOptions options = WriteOptions.defaults().withAuthor("Ann");
        write("SELECT range AS id, (range % 2)::VARCHAR AS p FROM range(4)", options.withPartitionBy("p"));
        write(
                "SELECT 10::BIGINT AS id, '1' AS p",
                options.withMode(WriteMode.APPEND).withNote("more"));
        write("SELECT 20::BIGINT AS id, '1' AS p", options.withMode(WriteMode.OVERWRITE_PARTITIONS));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private void write(String select, WriteOptions options) {
        session.sql(select).write(dataset.toString(), options);
    }

    private ParquetDataset open() {
        return session.open(dataset.toString());
    }

    private static String rows(ParquetDataset dataset) {
        return String.join(
                " ",
                dataset.sort("id").collect().toMaps().stream()
                        .map(row -> row.get("id") + "/" + row.get("p"))
                        .toList());
    }

    @Test
    void earlierVersionsAreRead() throws SQLException {
        assertEquals("0/0 1/1 2/0 3/1", rows(open().asOf(1)));
        assertEquals("0/0 1/1 2/0 3/1 10/1", rows(open().asOf(2)));
        assertEquals("0/0 2/0 20/1", rows(open().asOf(3)));
        assertEquals("0/0 2/0 20/1", rows(open()));
        assertEquals(3, open().asOf(2).filter(col("p").eq("1")).count());
        assertEquals(
                open().schema().field("p").type(),
                open().asOf(1).schema().field("p").type());
        assertEquals(List.of("3"), Foreign.rows(dataset, "SELECT count(*) FROM t"));
    }

    @Test
    void earlierMomentsAreRead() {
        List<Snapshot> all = open().maintain().snapshots();
        assertEquals(List.of(1L, 2L, 3L), all.stream().map(Snapshot::version).toList());
        assertEquals("more", all.get(1).what());
        assertEquals("Ann", all.get(1).who());
        assertEquals(rows(open().asOf(3)), rows(open().asOf(Instant.now().plusSeconds(1))));
        ColonnadeException refused =
                assertThrows(ColonnadeException.class, () -> open().asOf(Instant.parse("2020-01-01T00:00:00Z")));
        assertEquals(
                "[" + dataset + "] No version of 2020-01-01T00:00:00Z or before is known any more.",
                refused.getMessage());
        assertEquals(
                "[" + dataset + "] There is no version 9: known are 1 to 3.",
                assertThrows(ColonnadeException.class, () -> open().asOf(9)).getMessage());
    }

    @Test
    void aRollbackHasAWayBack() throws SQLException {
        Snapshot fourth = open().maintain().rollbackTo(1);
        assertEquals(4, fourth.version());
        assertEquals("0/0 1/1 2/0 3/1", rows(open()));
        assertEquals(List.of("4|6"), Foreign.rows(dataset, "SELECT count(*), sum(id)::INT FROM t"));
        open().maintain().rollbackTo(3);
        assertEquals("0/0 2/0 20/1", rows(open()));
        assertEquals("0/0 1/1 2/0 3/1 10/1", rows(open().asOf(2)));
        open().append(session.sql("SELECT 30::BIGINT AS id, '0' AS p"));
        assertEquals("0/0 2/0 20/1 30/0", rows(open()));
        assertEquals("0/0 1/1 2/0 3/1", rows(open().asOf(4)));
    }

    @Test
    void expiredVersionsAreGone() {
        assertFalse(open().maintain().vacuum().changed());
        MaintenanceReport promised = open().maintain().dryRun().vacuum(Duration.ZERO);
        assertEquals("0/0 1/1 2/0 3/1", rows(open().asOf(1)));
        MaintenanceReport vacuumed = open().maintain().vacuum(Duration.ZERO);
        assertEquals(List.of("0 stages of dead writers, 2 versions, 2 replaced files."), vacuumed.notes());
        assertEquals(vacuumed.notes(), promised.notes());
        assertEquals(2, vacuumed.before().files());
        assertTrue(vacuumed.before().bytes() > 200, vacuumed.toString());
        assertEquals("0/0 2/0 20/1", rows(open()));
        assertEquals("0/0 2/0 20/1", rows(open().asOf(3)));
        assertEquals(
                ErrorCode.NO_SUCH_VERSION,
                assertThrows(ColonnadeException.class, () -> open().asOf(2)).code());
        assertEquals("string", open().schema().field("p").type().toString());
    }

    @Test
    void aDatasetOfOthersHasNoVersions(@TempDir Path other) throws SQLException {
        Foreign.write("SELECT 1 AS id", other.resolve("a.parquet"));
        ColonnadeException refused = assertThrows(
                ColonnadeException.class, () -> session.open(other.toString()).asOf(1));
        assertEquals(
                "[" + other + "] No versions are known of this dataset, since none was written here by this library.",
                refused.getMessage());
        ColonnadeException file = assertThrows(
                ColonnadeException.class,
                () -> session.open(other + "/a.parquet").maintain().snapshots());
        assertEquals(ErrorCode.INVALID_ARGUMENT, file.code());
    }
}
