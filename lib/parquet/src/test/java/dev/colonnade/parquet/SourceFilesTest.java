package dev.colonnade.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Parquet file of the project, read here and by DuckDB. */
class SourceFilesTest {
    private static @TempDir Path directory;
    private static Session session;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().backend("duckdb").threads(2).open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    static List<String> files() {
        Path project = TestFiles.project();
        return TestFiles.good().stream()
                .map(path -> project.relativize(path).toString())
                .toList();
    }

    @Test
    void thereAreMany() {
        assertTrue(files().size() > 100, files().size() + " files");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyValueIsTheOneThatDuckDbReads(String name) throws IOException {
        Path copy = directory.resolve("x.parquet");
        Files.copy(TestFiles.project().resolve(name), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        ParquetDataset dataset = session.open(copy.toString());
        ParquetSource source = ParquetSource.open(copy);
        assertEquals(dataset.schema(), source.schema());
        assertEquals(dataset.rowCount(), source.rowCount());
        List<List<@Nullable Object>> expected =
                TestFiles.rows(dataset.head(Math.max(1, dataset.rowCount())).collect());
        assertNull(TestFiles.difference(expected, TestFiles.rows(source.read())));
        int odd = (int) Math.max(1, Math.min(dataset.rowCount() / 3, 777));
        assertNull(TestFiles.difference(
                expected, TestFiles.rows(source.read(SourceOptions.defaults().withBatchRows(odd)))));
    }

    @ParameterizedTest
    @MethodSource("files")
    void columnsAreReadAloneInAnyOrder(String name) {
        ParquetSource source = ParquetSource.open(TestFiles.project().resolve(name));
        List<List<@Nullable Object>> whole = TestFiles.rows(source.read());
        List<String> names = new ArrayList<>(source.schema().names());
        java.util.Collections.reverse(names);
        List<List<@Nullable Object>> reversed = new ArrayList<>();
        whole.forEach(row -> {
            List<@Nullable Object> other = new ArrayList<>(row);
            java.util.Collections.reverse(other);
            reversed.add(other);
        });
        SourceOptions options = SourceOptions.defaults().withColumns(names);
        assertNull(TestFiles.difference(reversed, TestFiles.rows(source.read(options))));
    }

    static List<Path> bad() {
        return TestFiles.bad();
    }

    /** A file that is damaged is either refused in one sentence or read as DuckDB reads it. */
    @ParameterizedTest
    @MethodSource("bad")
    void damagedFilesAreRefused(Path file) {
        ColonnadeException refused = assertThrows(
                ColonnadeException.class,
                () -> TestFiles.rows(ParquetSource.open(file).read()));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("[" + file + "] ") && message.endsWith("."), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void noColumnsStillHaveRows() {
        ParquetSource source = ParquetSource.open(TestFiles.parquetTesting("alltypes_plain"));
        try (BatchStream stream = source.read(SourceOptions.defaults().withColumns(List.of()))) {
            Batch batch = stream.next();
            assertEquals(8, batch == null ? 0 : batch.rowCount());
            assertNull(stream.next());
        }
    }
}
