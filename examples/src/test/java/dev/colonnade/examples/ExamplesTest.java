package dev.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures were computed once by another engine over the same files. */
class ExamplesTest {
    private static void assertPrints(String example, String... parts) {
        String printed = ExampleOutputs.of(example);
        for (String part : parts) {
            assertTrue(printed.contains(part), () -> "Expected\n" + part + "\nin\n" + printed);
        }
    }

    @Test
    void quickstart() {
        assertPrints(
                "Quickstart",
                "26,115 rows in 36 files\n",
                "  time_hour: timestamp[us, UTC]\n",
                "  origin: string not null\n  month: int64 not null\n",
                "files 36 -> 6 (",
                """
                month  hours  strongest     temp
                int64  int64    float64  float64
                ─────  ─────  ─────────  ───────
                    1      9       58.7     47.2
                    2      3       48.3     47.4
                    3      4       47.2     37.5
                    5      1       46.0     57.0
                    7      1       66.7     82.0
                   11      3       47.2     49.7
                6 rows x 4 columns
                """);
    }

    @Test
    void sql() {
        assertPrints(
                "Sql",
                """
                origin  month     rain
                string  int64  float64
                ──────  ─────  ───────
                JFK         6     7.95
                LGA         6     8.16
                2 rows x 3 columns
                """,
                "Month[origin=JFK, month=6, rain=7.95]\n",
                "The SQL text does not fit its tables: Referenced column \"tmep\" not found");
    }

    @Test
    void streaming() {
        assertPrints(
                "Streaming",
                "887 long flights were more than an hour late\n",
                "599 rows written as CSV\n",
                "2277 miles, and 40 minutes early\n");
    }

    @Test
    void joins() {
        assertPrints(
                "Joins",
                """
                Name                 earned
                string        decimal(38,2)
                ────────────  ─────────────
                Iron Maiden          138.60
                U2                   105.93
                Metallica             90.09
                Led Zeppelin          86.13
                Lost                  81.59
                5 rows x 2 columns
                """,
                "1519 tracks were never sold\n",
                "138 pairs of customers share a country\n");
    }

    @Test
    void statistics() {
        assertPrints(
                "Statistics",
                "\nrows                        26,115\nnulls                       20,778\n",
                "              null  20778    0.7956346927053417\n",
                "37 different values\n",
                "Well clustered: a look-up by 'time_hour' opens 3.0 of 36 files on average and 3 at most.\n",
                "36 of 36 files are small, rows per partition: min 669, median 720, max 744, skew 1.03\n",
                "nothing has changed since it was opened\n");
    }

    @Test
    void writing() {
        assertPrints("Writing", "1 first half\n2 APPEND\n3 OVERWRITE_PARTITIONS\n");
    }

    @Test
    void merging() {
        assertPrints("Merging", "merge (upsert): 1 inserted, 1 updated, 0 deleted, 1 files replaced\n");
    }

    @Test
    void maintaining() {
        assertPrints(
                "Maintaining",
                "36 of 36 files would become 12.\n",
                "36 files -> 12, 26115 rows -> 26115\n",
                "6 partitions archived: 13113 rows stay, 13002 are in the archive\n");
    }

    @Test
    void dataComesOutOfAJar(@TempDir Path directory) throws Exception {
        Path classes = Path.of(ExampleData.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = jar(classes, directory.resolve("examples.jar"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Class<?> type = loader.loadClass(ExampleData.class.getName());
            Object data = type.getMethod("open").invoke(null);
            Path copy = (Path) type.getMethod("directory").invoke(data);
            try (Stream<Path> files = Files.walk(copy.resolve("weather"))) {
                assertEquals(36, files.filter(Files::isRegularFile).count());
            }
            type.getMethod("close").invoke(data);
            assertTrue(Files.notExists(copy));
        }
    }

    private static Path jar(Path classes, Path target) throws IOException, URISyntaxException {
        URI uri = new URI("jar:" + target.toUri());
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of("create", "true"));
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path copy = jar.getPath("/" + classes.relativize(entry));
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(entry, copy);
                }
            }
        }
        return target;
    }
}
