package dev.colonnade.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StalenessTest {
    private @TempDir Path directory;
    private FileSet snapshot;

    @BeforeEach
    void open() throws IOException, URISyntaxException {
        for (String name : List.of("one/a", "one/b", "one/c", "two/d")) {
            Path file = directory.resolve(name + ".parquet");
            Files.createDirectories(file.getParent());
            Files.copy(source(), file);
        }
        snapshot = Datasets.open(
                List.of(
                        directory.resolve("one").toString(),
                        directory.resolve("two/*.parquet").toString()),
                DatasetOptions.defaults());
    }

    private static Path source() throws URISyntaxException {
        URI uri = Objects.requireNonNull(StalenessTest.class.getResource("/parquet-testing/alltypes_plain.parquet"))
                .toURI();
        return Path.of(uri);
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    @Test
    void freshAfterOpening() {
        Staleness fresh = Staleness.of(snapshot);
        assertEquals(new Staleness(snapshot.id(), 4, List.of(), List.of(), List.of()), fresh);
        assertFalse(fresh.isStale());
        assertTrue(fresh.toString().contains("\nstale      no\n"), fresh.toString());
        assertTrue(fresh.toString().endsWith("\ndifferences\n\nnone\n"), fresh.toString());
    }

    @Test
    void changedAppearedAndVanished() throws IOException, URISyntaxException {
        Files.setLastModifiedTime(path("one/a.parquet"), FileTime.from(Instant.ofEpochSecond(5)));
        Files.delete(path("one/b.parquet"));
        Files.copy(source(), path("two/e.parquet"));
        Files.writeString(path("one/_hidden.parquet"), "no data");
        Files.writeString(path("two/broken.parquet"), "no parquet, and nobody reads it");
        Staleness stale = Staleness.of(snapshot);
        assertEquals(
                new Staleness(
                        snapshot.id(),
                        2,
                        List.of(path("one/a.parquet")),
                        List.of(path("two/broken.parquet"), path("two/e.parquet")),
                        List.of(path("one/b.parquet"))),
                stale);
        assertTrue(stale.isStale());
        assertTrue(
                stale.toJson().contains("\"stale\":true,\"unchanged\":2,\"changed\":1,\"appeared\":2,\"vanished\":1,"));
        assertTrue(stale.toHtml().contains("<td style=\"padding:2px 8px;text-align:left\">vanished</td>"));
    }

    @Test
    void aLocationThatIsGone() throws IOException {
        Files.delete(path("two/d.parquet"));
        for (String name : List.of("a", "b", "c")) {
            Files.delete(path("one/" + name + ".parquet"));
        }
        Files.delete(path("one"));
        assertEquals(4, Staleness.of(snapshot).vanished().size());
    }
}
