package dev.colonnade.duckdb.maintain;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.maintain.Grain;
import dev.colonnade.maintain.TimeKey;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.ManifestMode;
import dev.colonnade.source.ManifestOptions;
import dev.colonnade.source.Storage;
import dev.colonnade.source.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits that bring files which no engine has just written leave their footers for the next open too. */
class FootersLeftTest {
    private static final DatasetOptions OPTIONS =
            DatasetOptions.defaults().withManifest(ManifestOptions.defaults().withMinFiles(1));

    @TempDir
    Path temp;

    private Session session;
    private Kept kept;

    @BeforeEach
    @Timeout(60)
    void fourPartitions() {
        session = Colonnade.builder().backend("duckdb").open();
        kept = new Kept(session, temp.resolve("d"));
        kept.append("SELECT range AS id, DATE '2024-03-06' + (range % 4)::INT AS day FROM range(20)", "day");
        assertTrue(readsOfOpen(ManifestMode.CHECK) > 0, "the first open keeps a manifest in the dataset");
        awaitSettledFiles();
    }

    /** Footers that were read within the tick of their file's modification time are read again by the next open. */
    private void awaitSettledFiles() {
        int reads = 1;
        while (reads > 0) {
            reads = readsOfOpen(ManifestMode.CHECK);
        }
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** The bytes of files that an open asks for. */
    private int readsOfOpen(ManifestMode mode) {
        CountingStorage storage = new CountingStorage();
        FileSet files = Datasets.open(storage, List.of(kept.directory().toString()), OPTIONS.withManifestMode(mode));
        FileSet expected =
                Datasets.open(List.of(kept.directory().toString()), OPTIONS.withManifestMode(ManifestMode.OFF));
        assertEquals(expected.id(), files.id());
        assertEquals(expected.files(), files.files());
        return storage.reads.get();
    }

    private void assertNothingIsRead() {
        assertEquals(0, readsOfOpen(ManifestMode.TRUST));
        assertEquals(0, readsOfOpen(ManifestMode.CHECK));
    }

    @Test
    void ofARollback() {
        kept.open().delete(col("id").lt(6));
        assertNothingIsRead();
        kept.maintain().rollbackTo(1);
        assertNothingIsRead();
        assertEquals(20, kept.count());
        kept.maintain().rollbackTo(2);
        kept.maintain().rollbackTo(1);
        assertNothingIsRead();
    }

    @Test
    void ofPartitionsMadeAhead() {
        kept.maintain().createAhead(3, TimeKey.of("day", Grain.DAY), Instant.parse("2024-03-10T12:00:00Z"));
        assertEquals(7, kept.open().files().size());
        assertNothingIsRead();
    }

    private static final class CountingStorage implements Storage {
        private final Storage local = WritableStorage.local();
        private final AtomicInteger reads = new AtomicInteger();

        @Override
        public Optional<Entry> find(Path path) throws IOException {
            return local.find(path);
        }

        @Override
        public List<Entry> list(Path directory) throws IOException {
            return local.list(directory);
        }

        @Override
        public byte[] read(Path path, long offset, int length) throws IOException {
            reads.incrementAndGet();
            return local.read(path, offset, length);
        }
    }
}
