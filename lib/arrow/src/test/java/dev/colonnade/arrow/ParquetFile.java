package dev.colonnade.arrow;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Files for tests, written by another engine. */
public final class ParquetFile {
    private ParquetFile() {}

    /** @param select a SELECT of DuckDB */
    public static Path write(Path file, String select) {
        return write(file, select, 122_880);
    }

    /** @param rowGroupRows a multiple of 2,048 */
    public static Path write(Path file, String select, int rowGroupRows) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (" + select + ") TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE " + rowGroupRows + ")");
            return file;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
