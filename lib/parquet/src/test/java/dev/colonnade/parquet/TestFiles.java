package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.type.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Parquet files of the whole project, and rows to compare. */
final class TestFiles {
    private TestFiles() {}

    static Path project() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("ARCHITECTURE.md"))) {
            at = Objects.requireNonNull(at.getParent(), "the tests run inside of the project");
        }
        return at;
    }

    /** All that are whole, sorted by path. */
    static List<Path> good() {
        return all().stream().filter(path -> !path.toString().contains("/bad/")).toList();
    }

    static List<Path> bad() {
        return all().stream().filter(path -> path.toString().contains("/bad/")).toList();
    }

    private static List<Path> all() {
        try (Stream<Path> paths = Files.walk(project())) {
            return paths.filter(path -> path.toString().endsWith(".parquet"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path parquetTesting(String name) {
        return project().resolve("lib/core/src/test/resources/parquet-testing").resolve(name + ".parquet");
    }

    static List<List<@Nullable Object>> rows(BatchStream stream) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        stream.forEach((batch, number) -> addRows(batch, rows));
        return rows;
    }

    static List<List<@Nullable Object>> rows(Table table) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        table.batches().forEach(batch -> addRows(batch, rows));
        return rows;
    }

    private static void addRows(Batch batch, List<List<@Nullable Object>> rows) {
        for (int i = 0; i < batch.rowCount(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int c = 0; c < batch.columns().size(); c++) {
                row.add(batch.column(c).valueAt(i));
            }
            rows.add(row);
        }
    }

    /** Null if the rows are the same, else what the first difference is. */
    static @Nullable String difference(List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual) {
        if (expected.size() != actual.size()) {
            return expected.size() + " rows became " + actual.size();
        }
        for (int row = 0; row < expected.size(); row++) {
            List<@Nullable Object> wanted = expected.get(row);
            List<@Nullable Object> found = actual.get(row);
            for (int column = 0; column < wanted.size(); column++) {
                if (!Values.same(wanted.get(column), found.get(column))) {
                    return "row " + row + ", column " + column + ": " + text(wanted.get(column)) + " became "
                            + text(found.get(column));
                }
            }
        }
        return null;
    }

    static String text(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? Arrays.toString(bytes)
                : value + (value == null ? "" : " " + value.getClass().getSimpleName());
    }
}
