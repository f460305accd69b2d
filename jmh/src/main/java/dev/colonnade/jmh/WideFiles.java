package dev.colonnade.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Ten million rows in 100 files or in one: a rising {@code id}, a {@code k} below 1,000, a double {@code v}, a {@code d}ate and a string {@code s}. */
final class WideFiles {
    static final long ROWS = 10_000_000;

    private WideFiles() {}

    /** The directory of the dataset, below the system's temporary directory; written once. */
    static Path of(int files) throws IOException, SQLException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "colonnade-jmh-wide-" + files);
        if (!Files.isDirectory(directory)) {
            Path unfinished = Files.createTempDirectory("colonnade-jmh");
            write(unfinished, files);
            Files.move(unfinished, directory);
        }
        return directory;
    }

    private static void write(Path directory, int files) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            long rows = ROWS / files;
            for (int file = 0; file < files; file++) {
                statement.execute(
                        "COPY (SELECT i AS id, (i * 7919) % 1000 AS k, i::DOUBLE / 3 AS v, DATE '2020-01-01' + (i % 1000)::INTEGER"
                                + " AS d, 'name_' || (i * 31 % 5000) AS s FROM range(" + file * rows + ", "
                                + (file + 1) * rows
                                + ") t(i)) TO '" + directory.resolve("f%03d.parquet".formatted(file))
                                + "' (FORMAT parquet)");
            }
        }
    }
}
