package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.duckdb.write.WriterProcess.Operation;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clean-up that may delete everything, while a process reads rows of files that are out of the dataset. */
class ReadersAndVacuumTest {
    private static final long ROWS = 200_000;
    private static final String ALL = ROWS + " rows, " + ROWS * (ROWS - 1) / 2;
    private static final String KEPT = "Version 1 and later ones are kept, because a query is reading version 1.";

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

    private void replaceAll() {
        session.sql("SELECT -range AS id, '' AS s, 0::BIGINT AS p FROM range(10)")
                .write(place.toString(), WriteOptions.defaults().withMode(WriteMode.OVERWRITE));
    }

    private MaintenanceReport vacuum() {
        return session.open(place.toString()).maintain().vacuum(Duration.ZERO);
    }

    private long retired() throws IOException {
        try (Stream<Path> all = Files.walk(place.resolve("_colonnade/retired"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void aStreamOfAnotherProcessKeepsItsFiles() throws IOException {
        try (WriterProcess reader = new WriterProcess(temp)) {
            assertEquals("20", ask(reader, Operation.OPEN));
            replaceAll();
            assertEquals("true", ask(reader, Operation.STREAM));
            MaintenanceReport report = vacuum();
            assertTrue(report.notes().contains(KEPT), report.notes().toString());
            assertEquals(20, retired());
            replaceAll();
            vacuum();
            assertEquals(21, retired());
            assertEquals(ALL, ask(reader, Operation.FINISH));
            assertEquals(10, session.open(place.toString()).count());
            vacuum();
            assertEquals(0, retired());
        }
    }

    @Test
    void aReaderThatIsKilledKeepsNothing() throws IOException {
        try (WriterProcess reader = new WriterProcess(temp)) {
            ask(reader, Operation.OPEN);
            replaceAll();
            ask(reader, Operation.STREAM);
            vacuum();
            assertEquals(20, retired());
        }
        vacuum();
        assertEquals(0, retired());
    }

    @Test
    void anEarlierVersionIsKeptWhileItIsRead() throws IOException {
        replaceAll();
        ParquetDataset earlier = session.open(place.toString()).asOf(1);
        replaceAll();
        try (BatchStream stream =
                earlier.select("id").batches(QueryOptions.defaults().withBatchRows(2_048))) {
            Batch first = Objects.requireNonNull(stream.next());
            long rows = first.rowCount();
            MaintenanceReport dry =
                    session.open(place.toString()).maintain().dryRun().vacuum(Duration.ZERO);
            assertTrue(dry.notes().contains(KEPT), dry.notes().toString());
            vacuum();
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
            assertEquals(ROWS, rows);
        }
        vacuum();
        assertEquals(0, retired());
    }

    @Test
    void aDirectoryOfWhichNothingCanBeWrittenIsRead() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(temp.resolve("fixed"), 4_096)) {
            Path dataset = disk.root().resolve("d");
            session.sql("SELECT range AS id FROM range(10000)").write(dataset.toString());
            disk.readOnly();
            assertEquals(
                    10_000L * 9_999 / 2,
                    session.open(dataset.toString())
                            .filter(col("id").ge(0))
                            .agg(sum("id").as("sum"))
                            .collect()
                            .toMaps()
                            .get(0)
                            .get("sum"));
            disk.writable();
            Files.delete(dataset.resolve("_colonnade/readers"));
            disk.readOnly();
            assertEquals(
                    10, session.open(dataset.toString()).limit(10).collect().rowCount());
        }
    }

    private String ask(WriterProcess reader, Operation operation) throws IOException {
        reader.begin(operation, 0, place);
        return reader.answer();
    }
}
