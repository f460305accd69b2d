package dev.colonnade.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dataset of many small Parquet files: 100 rows each, 40 files a {@code day=} directory. {@code id} and {@code ts} grow
 * through the files, {@code user_id} grows by one a file, {@code amount} and {@code name} are spread over all of them.
 */
final class ManyFiles {
    static final int ROWS = 100;
    private static final int FILES_A_DAY = 40;

    private ManyFiles() {}

    static Path write(int files) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("colonnade-jmh");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            for (int file = 0; file < files; file++) {
                Path day = directory.resolve("day=" + java.time.LocalDate.of(2000, 1, 1).plusDays(file / FILES_A_DAY));
                if (file % FILES_A_DAY == 0) {
                    Files.createDirectories(day);
                }
                statement.execute("COPY (SELECT i AS id, TIMESTAMP '2000-01-01' + INTERVAL (i * 21) SECOND AS ts, " + file
                        + " AS user_id, (hash(i) % 100000) / 100 AS amount, 'article ' || (hash(i + 1) % 1000) AS name"
                        + " FROM range(" + (long) file * ROWS + ", " + (file + 1L) * ROWS + ") t(i)) TO '"
                        + day.resolve("part-%06d.parquet".formatted(file)) + "' (FORMAT parquet)");
            }
        }
        return directory;
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
