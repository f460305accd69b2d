package dev.colonnade.source;

import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestStoreTest {
    @TempDir
    Path directory;

    private Path data;
    private Path cache;
    private DatasetOptions options;

    @BeforeEach
    void write() throws IOException {
        data = directory.resolve("data");
        cache = directory.resolve("cache");
        for (int i = 0; i < 3; i++) {
            write(i, 10);
        }
        options = DatasetOptions.defaults()
                .withManifest(ManifestOptions.defaults().withDirectory(cache).withMinFiles(1));
    }

    private Path file(int number) {
        return data.resolve("day=2024-01-0" + (number + 1)).resolve("part.parquet");
    }

    private void write(int number, int rows) throws IOException {
        Files.createDirectories(file(number).getParent());
        Statistics bounds = new Statistics()
                .setMin_value(int32(number * 100))
                .setMax_value(int32(number * 100 + 9))
                .setNull_count(1);
        columns(leaf("x", Type.INT32), leaf("s", Type.BYTE_ARRAY))
                .rows(rows, bounds)
                .rows(5, bounds)
                .write(file(number));
        Files.setLastModifiedTime(file(number), FileTime.fromMillis(1_000_000 + rows));
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private FileSet open(RecordingStorage storage, ManifestMode mode) {
        return Datasets.open(storage, List.of(data.toString()), options.withManifestMode(mode));
    }

    private int footersRead(RecordingStorage storage) {
        return storage.takeReads(file(0)) + storage.takeReads(file(1)) + storage.takeReads(file(2));
    }

    private Path manifest() throws IOException {
        ManifestSaver.awaitAll();
        try (Stream<Path> files = Files.walk(cache)) {
            List<Path> kept = files.filter(f -> f.toString().endsWith(".arrow")).toList();
            assertEquals(1, kept.size(), kept.toString());
            return kept.get(0);
        }
    }

    private static void assertSameSets(FileSet expected, FileSet actual) {
        assertEquals(expected.id(), actual.id());
        assertEquals(expected.schema(), actual.schema());
        assertEquals(expected.partitionFields(), actual.partitionFields());
        assertEquals(expected.rowCount(), actual.rowCount());
        assertEquals(expected.sizeBytes(), actual.sizeBytes());
        assertEquals(expected.roots(), actual.roots());
        assertEquals(expected.files(), actual.files());
    }

    /** The directories are deleted next. */
    @AfterEach
    void nothingIsBeingSaved() {
        ManifestSaver.awaitAll();
    }

    @Test
    void aSecondOpenReadsTheListingAndNoFooter() throws IOException {
        RecordingStorage storage = new RecordingStorage();
        FileSet first = open(storage, ManifestMode.CHECK);
        assertEquals(3, footersRead(storage));
        FileSet second = open(storage, ManifestMode.CHECK);
        assertEquals(0, footersRead(storage));
        assertSameSets(first, second);
        assertEquals(2, second.files().get(0).rowGroups().size());
        assertEquals(
                List.of(0, 100, 200),
                second.files().stream()
                        .map(f -> f.rowGroups().get(1).columns().get("x").min())
                        .toList());
    }

    @Test
    void aRelativeLocationIsTheSameDataset() throws IOException {
        RecordingStorage storage = new RecordingStorage();
        FileSet first = open(storage, ManifestMode.CHECK);
        String relative =
                Path.of("").toAbsolutePath().relativize(data.toAbsolutePath()).toString();
        FileSet second = Datasets.open(List.of(relative), options.withManifestMode(ManifestMode.TRUST));
        assertEquals(first.id(), second.id());
        assertEquals(Path.of(relative), second.files().get(0).path().getParent().getParent());
        assertTrue(manifest().toString().endsWith(".arrow"));
    }

    @Test
    void onlyAChangedFileIsReadAgain() throws IOException {
        RecordingStorage storage = new RecordingStorage();
        open(storage, ManifestMode.CHECK);
        footersRead(storage);
        Path before = manifest();
        write(1, 20);
        FileSet now = open(storage, ManifestMode.CHECK);
        assertEquals(1, storage.takeReads(file(1)));
        assertEquals(0, footersRead(storage));
        assertEquals(15 + 25 + 15, now.rowCount());
        ManifestSaver.awaitAll();
        assertFalse(Files.exists(before));
        assertSameSets(open(storage, ManifestMode.OFF), now);
        Files.delete(file(0));
        assertSameSets(open(storage, ManifestMode.OFF), open(storage, ManifestMode.CHECK));
    }

    @Test
    void trustLooksAtNoFileAndRebuildAtAll() throws IOException {
        RecordingStorage storage = new RecordingStorage();
        FileSet first = open(storage, ManifestMode.TRUST);
        assertEquals(3, footersRead(storage));
        write(1, 20);
        assertSameSets(first, open(storage, ManifestMode.TRUST));
        assertEquals(0, footersRead(storage));
        FileSet now = open(storage, ManifestMode.REBUILD);
        assertEquals(3, footersRead(storage));
        assertSameSets(now, open(storage, ManifestMode.TRUST));
        assertEquals(0, footersRead(storage));
    }

    @Test
    void trustStillNamesAPlaceThatIsGone() throws IOException {
        open(new RecordingStorage(), ManifestMode.CHECK);
        Files.move(data, directory.resolve("elsewhere"));
        DatasetException gone =
                assertThrows(DatasetException.class, () -> open(new RecordingStorage(), ManifestMode.TRUST));
        assertEquals(ErrorCode.PATH_NOT_FOUND, gone.code());
    }

    @Test
    void offAndFewFilesKeepNothing() {
        open(new RecordingStorage(), ManifestMode.OFF);
        options = options.withManifest(options.manifest().withMinFiles(4));
        open(new RecordingStorage(), ManifestMode.CHECK);
        assertFalse(Files.exists(cache));
    }

    @Test
    void otherOptionsHaveAnotherManifest() throws IOException {
        open(new RecordingStorage(), ManifestMode.CHECK);
        options = options.withPartitionStyle(PartitionStyle.NONE);
        FileSet plain = open(new RecordingStorage(), ManifestMode.TRUST);
        assertEquals(List.of("x", "s"), plain.schema().names());
    }

    @Test
    void aDatasetOfOursKeepsItsManifestItself() throws IOException {
        options = options.withManifest(ManifestOptions.defaults().withMinFiles(1));
        Files.createDirectories(data.resolve("_colonnade"));
        RecordingStorage storage = new RecordingStorage();
        FileSet first = open(storage, ManifestMode.CHECK);
        ManifestSaver.awaitAll();
        assertTrue(Files.isDirectory(data.resolve("_colonnade/manifest")));
        footersRead(storage);
        assertSameSets(first, open(storage, ManifestMode.CHECK));
        assertEquals(0, footersRead(storage));
    }

    @Test
    void noChangedByteIsEverUsed() throws IOException {
        FileSet expected = open(new RecordingStorage(), ManifestMode.CHECK);
        Path kept = manifest();
        byte[] whole = Files.readAllBytes(kept);
        ManifestStore store =
                new ManifestStore(cache, SnapshotId.describe(List.of(data.toString()), options, Map.of()));
        assertEquals(store.directory(), kept.getParent());
        assertNotNull(store.load());
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << i % 8);
            Replaced.with(kept, changed);
            assertNull(store.load(), "byte " + i);
            if (i % 97 == 0) {
                assertSameSets(expected, open(new RecordingStorage(), ManifestMode.TRUST));
                Files.delete(manifest());
            }
        }
        for (int length = 0; length < whole.length; length += 13) {
            Replaced.with(kept, Arrays.copyOf(whole, length));
            assertNull(store.load(), "length " + length);
        }
        Replaced.with(kept, whole);
        assertNotNull(store.load());
    }

    /** The head is all that a trusting open reads at first; the columns behind it are checked when they are asked for. */
    @Test
    void noChangedByteIsEverUsedBehindATrustedHead() throws IOException {
        FileSet expected = open(new RecordingStorage(), ManifestMode.CHECK);
        Path kept = manifest();
        byte[] whole = Files.readAllBytes(kept);
        ManifestStore store =
                new ManifestStore(cache, SnapshotId.describe(List.of(data.toString()), options, Map.of()));
        Schema stored = store.load().stored();
        int heads = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << i % 8);
            Replaced.with(kept, changed);
            RememberedSet head = store.loadHead(expected::manifest);
            if (head != null) {
                heads++;
                assertEquals(expected.totals(), head.totals(), "byte " + i);
                assertEquals(stored, head.stored(), "byte " + i);
                assertEquals(expected.partitionFields(), head.partitionFields(), "byte " + i);
                assertSame(expected.manifest(), head.manifest().get(), "byte " + i);
            }
        }
        assertTrue(heads > whole.length / 2 && heads < whole.length, heads + " of " + whole.length);
    }

    @Test
    void damagedColumnsBehindATrustedHeadAreMadeAgainUnlessTheFilesHaveChanged() throws IOException {
        FileSet expected = open(new RecordingStorage(), ManifestMode.CHECK);
        Path kept = manifest();
        byte[] changed = Files.readAllBytes(kept);
        changed[100] ^= 1;
        Files.write(kept, changed);
        assertSameSets(expected, open(new RecordingStorage(), ManifestMode.TRUST));
        ManifestSaver.awaitAll();
        Files.delete(manifest());
        Files.write(kept, changed);
        write(1, 20);
        FileSet trusted = open(new RecordingStorage(), ManifestMode.TRUST);
        assertEquals(expected.id(), trusted.id());
        DatasetException stale =
                assertThrows(DatasetException.class, () -> trusted.files().get(0));
        assertEquals(ErrorCode.STALE_SNAPSHOT, stale.code());
        assertEquals(
                "[" + data
                        + "] The files have changed, and the manifest that was trusted is damaged: open the dataset again.",
                stale.getMessage());
    }

    /** A manifest of another version of this library, or of another dataset, is whole and still not used. */
    @Test
    void aWholeFileThatIsNoneOfThisDatasetIsNotUsed() throws IOException {
        open(new RecordingStorage(), ManifestMode.CHECK);
        Path kept = manifest();
        ManifestStore other = new ManifestStore(cache, "another dataset");
        Files.createDirectories(other.directory());
        Files.copy(kept, other.directory().resolve(kept.getFileName()));
        assertNull(other.load());
        assertNull(other.loadHead(() -> {
            throw new AssertionError();
        }));
    }

    @Test
    void aPlaceThatCannotBeWrittenCostsNoMoreThanTheFooters() throws IOException {
        Files.writeString(cache, "no directory");
        RecordingStorage storage = new RecordingStorage();
        FileSet first = open(storage, ManifestMode.CHECK);
        assertSameSets(first, open(storage, ManifestMode.CHECK));
        assertEquals(6, footersRead(storage));
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() throws IOException {
        for (int i = 0; i < 4; i++) {
            Path kept = cache.resolve("dataset" + i).resolve("1-100-00000000.arrow");
            Files.createDirectories(kept.getParent());
            Files.write(kept, new byte[100]);
            Files.setLastModifiedTime(kept, FileTime.fromMillis(1_000L * (i == 0 ? 9 : i)));
        }
        ManifestTrim.trim(cache, 250);
        try (Stream<Path> files = Files.walk(cache)) {
            assertEquals(
                    List.of("dataset0", "dataset3"),
                    files.filter(Files::isRegularFile)
                            .map(f -> f.getParent().getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void manyOpenersLeaveOneWholeManifest() throws Exception {
        FileSet expected = open(new RecordingStorage(), ManifestMode.OFF);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<FileSet> task = () -> open(new RecordingStorage(), ManifestMode.REBUILD);
            for (Future<FileSet> opened : pool.invokeAll(java.util.Collections.nCopies(64, task))) {
                assertSameSets(expected, opened.get());
            }
        } finally {
            pool.shutdownNow();
        }
        RecordingStorage storage = new RecordingStorage();
        assertSameSets(expected, open(storage, ManifestMode.TRUST));
        assertEquals(0, footersRead(storage));
    }
}
