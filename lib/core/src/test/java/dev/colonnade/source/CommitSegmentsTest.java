package dev.colonnade.source;

import static dev.colonnade.oracle.TestSeed.SEED;
import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commits leave spares the next open the footers, and never changes what it finds. */
class CommitSegmentsTest {
    private static final SchemaElement[] USUAL = {leaf("x", Type.INT32), leaf("s", Type.BYTE_ARRAY)};
    private static final SchemaElement[] WIDER = {
        leaf("y", Type.INT64), leaf("x", Type.INT32), leaf("s", Type.BYTE_ARRAY)
    };
    private static final DatasetOptions OPTIONS =
            DatasetOptions.defaults().withManifest(ManifestOptions.defaults().withMinFiles(1));

    @TempDir
    Path directory;

    private Path root;
    private CommitSegments segments;
    private int written;

    @BeforeEach
    void home() throws IOException {
        root = directory.resolve("data");
        segments = new CommitSegments(root);
        Committer.at(root);
        Files.createDirectory(root.resolve("_colonnade/manifest"));
    }

    @AfterEach
    void nothingIsBeingSaved() {
        ManifestSaver.awaitAll();
    }

    // --- a writer

    private Snapshot commit(Map<String, SchemaElement[]> added, List<String> removed) throws IOException {
        return commit("int32", added, removed);
    }

    private Snapshot commit(String keyType, Map<String, SchemaElement[]> added, List<String> removed)
            throws IOException {
        Committer committer = Committer.at(root);
        try (Stage stage = committer.stage()) {
            List<Change.Staged> files = new ArrayList<>();
            Map<Path, String> places = new HashMap<>();
            for (Map.Entry<String, SchemaElement[]> each : added.entrySet()) {
                Path file = stage.data().resolve(files.size() + Stage.SUFFIX);
                write(file, each.getValue());
                files.add(new Change.Staged(file, new Snapshot.File(each.getKey(), Files.size(file), 1)));
                places.put(file, each.getKey());
            }
            Optional<FileSet> staged = files.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Datasets.open(
                            places.keySet().stream().map(Path::toString).toList(),
                            DatasetOptions.defaults()
                                    .withPartitionStyle(PartitionStyle.NONE)
                                    .withManifestMode(ManifestMode.OFF)));
            Change change = new Change(
                    "me",
                    "test",
                    List.of(new Snapshot.Key("p", keyType)),
                    files,
                    removed.stream().map(path -> new Snapshot.File(path, 1, 1)).toList(),
                    List.of());
            Snapshot version = committer.commit(stage, places.keySet(), log -> change);
            CommittedFiles.leave(root, version.version(), staged, places, removed);
            return version;
        }
    }

    private void write(Path file, SchemaElement[] schema) throws IOException {
        int number = written++;
        Statistics bounds = new Statistics().setMin_value(int32(number)).setMax_value(int32(number + 9));
        bounds.setNull_count(number % 3);
        ParquetFixture fixture = columns(schema).rows(1 + number, bounds);
        (number % 2 == 0 ? fixture : fixture.rows(5, bounds)).write(file);
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private Snapshot append(String... paths) throws IOException {
        Map<String, SchemaElement[]> added = new LinkedHashMap<>();
        for (String path : paths) {
            added.put(path, USUAL);
        }
        return commit(added, List.of());
    }

    // --- readers

    private FileSet open(RecordingStorage storage, ManifestMode mode) {
        return Datasets.open(storage, List.of(root.toString()), OPTIONS.withManifestMode(mode));
    }

    private FileSet open(ManifestMode mode) {
        return open(new RecordingStorage(), mode);
    }

    private static int reads(RecordingStorage storage, FileSet files) {
        return files.files().stream()
                .mapToInt(file -> storage.takeReads(file.path()))
                .sum();
    }

    private static void assertSame(FileSet expected, FileSet actual, String where) {
        assertEquals(expected.id(), actual.id(), where);
        assertEquals(expected.totals(), actual.totals(), where);
        assertEquals(expected.schema(), actual.schema(), where);
        assertEquals(expected.partitionFields(), actual.partitionFields(), where);
        assertEquals(expected.files(), actual.files(), where);
        assertEquals(
                expected.manifest().lists().leaves(), actual.manifest().lists().leaves(), where);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(segments.directory())) {
            return files.sorted().toList();
        }
    }

    @Test
    void noFooterOfACommitIsReadAgain() throws IOException {
        append("p=1/a.parquet", "p=1/b.parquet");
        FileSet expected = open(ManifestMode.OFF);
        RecordingStorage storage = new RecordingStorage();
        FileSet checked = open(storage, ManifestMode.CHECK);
        assertEquals(0, reads(storage, checked));
        assertSame(expected, checked, "checked");
        ManifestSaver.awaitAll();
        append("p=0/c.parquet", "p=2/d.parquet");
        commit(Map.of("p=1/aa.parquet", USUAL), List.of("p=1/b.parquet"));
        expected = open(ManifestMode.OFF);
        FileSet refreshed = Datasets.refresh(storage, checked);
        assertEquals(0, reads(storage, refreshed));
        assertSame(expected, refreshed, "refreshed");
        assertSame(expected, open(storage, ManifestMode.CHECK), "checked");
        assertSame(expected, open(storage, ManifestMode.TRUST), "trusted");
        assertEquals(0, reads(storage, refreshed));
    }

    @Test
    void aTrustingOpenSeesCommitsWithoutALook() throws IOException {
        append("p=1/a.parquet", "p=2/b.parquet");
        FileSet before = open(ManifestMode.CHECK);
        ManifestSaver.awaitAll();
        append("p=1/c.parquet");
        append("p=3/0.parquet", "p=0/d.parquet");
        FileSet expected = open(ManifestMode.OFF);
        RecordingStorage storage = new RecordingStorage();
        FileSet trusted = open(storage, ManifestMode.TRUST);
        assertEquals(List.of(root), storage.takeLooks());
        assertSame(expected, trusted, "trusted");
        assertEquals(0, reads(storage, trusted));
        assertEquals(List.of(), storage.takeLooks());
        assertFalse(before.equals(trusted));
    }

    /** Other schemas, types that values decide, nulls, and files that go: then the files are looked at. */
    @Test
    void whatCommitsDoNotTellIsLookedAt() throws IOException {
        append("p=1/a.parquet");
        open(ManifestMode.CHECK);
        ManifestSaver.awaitAll();
        commit(Map.of("p=1/b.parquet", WIDER), List.of());
        assertSame(open(ManifestMode.OFF), open(ManifestMode.TRUST), "schema");
        commit(Map.of("p=1/c.parquet", USUAL), List.of("p=1/b.parquet"));
        assertSame(open(ManifestMode.OFF), open(ManifestMode.TRUST), "removed");
        append("p=__HIVE_DEFAULT_PARTITION__/d.parquet");
        assertSame(open(ManifestMode.OFF), open(ManifestMode.TRUST), "null");
        commit("float64", Map.of("p=2/e.parquet", USUAL), List.of());
        assertSame(open(ManifestMode.OFF), open(ManifestMode.TRUST), "no type");
        commit("float64", Map.of("p=text/f.parquet", USUAL), List.of());
        assertSame(open(ManifestMode.OFF), open(ManifestMode.TRUST), "text");
    }

    @Test
    void noChangedByteIsEverUsed() throws IOException {
        append("p=1/a.parquet");
        open(ManifestMode.CHECK);
        ManifestSaver.awaitAll();
        append("p=1/b.parquet");
        FileSet expected = open(ManifestMode.OFF);
        Path kept = kept().get(0);
        Path base = base();
        byte[] baseBytes = Files.readAllBytes(base);
        byte[] whole = Files.readAllBytes(kept);
        for (int i = 0; i < whole.length; i += 5) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << i % 8);
            Replaced.with(kept, changed);
            assertEquals(0, loaded(), "byte " + i);
            if (i % 4000 == 0) {
                assertSame(expected, open(ManifestMode.TRUST), "byte " + i);
                ManifestSaver.awaitAll();
                assertFalse(Files.exists(kept), "the manifest that was saved has these files");
                Files.delete(base());
                Files.write(base, baseBytes);
            }
        }
        for (int length = 0; length < whole.length; length += 37) {
            Replaced.with(kept, Arrays.copyOf(whole, length));
            assertEquals(0, loaded(), "length " + length);
        }
        Replaced.with(kept, whole);
        assertEquals(1, loaded());
    }

    private long loaded() {
        return segments.after(-1).stream()
                .filter(each -> segments.load(each) != null)
                .count();
    }

    private Path base() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("_colonnade/manifest"))) {
            return files.filter(file -> file.toString().endsWith(".arrow"))
                    .filter(file -> !file.startsWith(segments.directory()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void manySegmentsBecomeFew() throws IOException {
        append("p=0/a0.parquet");
        open(ManifestMode.CHECK);
        ManifestSaver.awaitAll();
        for (int i = 1; i < 2 * CommitSegments.FAN + 3; i++) {
            boolean goes = i > 2 && i % 7 == 0;
            commit(
                    Map.of("p=" + i % 3 + "/a" + i + ".parquet", USUAL),
                    goes ? List.of("p=" + (i - 1) % 3 + "/a" + (i - 1) + ".parquet") : List.of());
        }
        ManifestSaver.awaitAll();
        assertTrue(kept().size() < 6, kept().toString());
        FileSet expected = open(ManifestMode.OFF);
        RecordingStorage storage = new RecordingStorage();
        FileSet checked = open(storage, ManifestMode.CHECK);
        assertEquals(0, reads(storage, checked));
        assertSame(expected, checked, "checked");
        ManifestSaver.awaitAll();
        assertEquals(List.of(), kept());
        append("p=9/z.parquet");
        assertSame(open(ManifestMode.OFF), open(ManifestMode.TRUST), "trusted");
    }

    /** A writer or an opener that comes late leaves nothing where a dataset was. */
    @Test
    void aDeletedDatasetStaysDeleted() throws IOException {
        append("p=1/a.parquet");
        FileSet files = open(ManifestMode.CHECK);
        ManifestSaver.awaitAll();
        deleteAll(root);
        ManifestStore store = ManifestStore.in(root, "a description");
        store.save(RememberedSet.of(files, files.schema(), 1));
        segments.save(new CommitSegment(1, 1, files.manifest(), List.of()));
        CommittedFiles.leave(root, 99, Optional.empty(), Map.of(), List.of());
        assertFalse(Files.exists(root));
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Random histories, with files of others between, against an open that keeps nothing. */
    @Test
    void whateverHappensAnOpenFindsTheFiles() throws IOException {
        System.out.println("reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        append("p=0/first.parquet");
        FileSet held = open(ManifestMode.CHECK);
        List<String> ours = new ArrayList<>();
        boolean foreign = false;
        for (int step = 0; step < 120; step++) {
            String where = "step " + step + ", -Dtest.seed=" + SEED;
            switch (random.nextInt(8)) {
                case 0 -> {
                    write(root.resolve("p=0/foreign" + step + ".parquet"), random.nextInt(4) == 0 ? WIDER : USUAL);
                    foreign = true;
                }
                case 1 -> held = Datasets.refresh(held);
                case 2 -> ManifestSaver.awaitAll();
                default -> {
                    Map<String, SchemaElement[]> added = new LinkedHashMap<>();
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        String value = random.nextInt(20) == 0 ? Partitions.NULL_NAME : "" + random.nextInt(5);
                        added.put(
                                "p=" + value + "/" + random.nextInt(1000) + "-" + step + "-" + i + ".parquet",
                                random.nextInt(12) == 0 ? WIDER : USUAL);
                    }
                    List<String> removed = ours.size() > 1 && random.nextInt(4) == 0
                            ? List.of(ours.remove(random.nextInt(ours.size())))
                            : List.of();
                    commit(added, removed);
                    ours.addAll(added.keySet());
                }
            }
            FileSet expected = open(ManifestMode.OFF);
            if (random.nextInt(3) == 0) {
                assertSame(expected, open(ManifestMode.CHECK), where);
                foreign = false;
            } else if (!foreign) {
                assertSame(expected, open(ManifestMode.TRUST), where);
            }
            assertSame(expected, Datasets.refresh(held), where);
        }
    }
}
