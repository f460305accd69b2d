package dev.colonnade.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/**
 * A dataset of many small Parquet files: 100 rows each, 8 files a {@code day=} directory. {@code id} and {@code ts} grow
 * through the files, {@code user_id} grows by one a file, {@code amount} and {@code name} are spread over all of them. It is
 * written once and found again by later forks.
 */
final class ManyFiles {
    static final int ROWS = 100;
    private static final int FILES_A_DAY = 8;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private ManyFiles() {}

    static LocalDate day(int file) {
        return FIRST_DAY.plusDays(file / FILES_A_DAY);
    }

    /** The directory of the dataset, below the system's temporary directory. */
    static Path of(int files) throws IOException, SQLException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "colonnade-jmh-" + files + "-files");
        if (!Files.isDirectory(directory)) {
            Path unfinished = Files.createTempDirectory("colonnade-jmh");
            write(unfinished, files);
            Files.move(unfinished, directory);
        }
        return directory;
    }

    private static void write(Path directory, int files) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            for (int file = 0; file < files; file++) {
                Path day = directory.resolve("day=" + day(file));
                if (file % FILES_A_DAY == 0) {
                    Files.createDirectories(day);
                }
                String rows = "SELECT i AS id, TIMESTAMP '2000-01-01' + INTERVAL (i * 21) SECOND AS ts, " + file
                        + " AS user_id, (hash(i) % 100000) / 100 AS amount, 'article ' || (hash(i + 1) % 1000) AS name"
                        + " FROM range(" + (long) file * ROWS + ", " + (file + 1L) * ROWS + ") t(i)";
                statement.execute("COPY (" + rows + ") TO '" + day.resolve("part-%06d.parquet".formatted(file))
                        + "' (FORMAT parquet)");
            }
        }
    }
}
