package dev.colonnade.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The other engine, by its driver alone. */
final class DuckDb {
    private DuckDb() {}

    /** Writes the rows of a SELECT as one file. @param options such as {@code , ROW_GROUP_SIZE 2048} */
    static Path copy(String select, Path to, String options) {
        java.io.File parent = to.toFile().getParentFile();
        if (!parent.isDirectory() && !parent.mkdirs()) {
            throw new IllegalStateException(parent.toString());
        }
        execute("COPY (" + select + ") TO '" + to + "' (FORMAT parquet" + options + ")");
        return to;
    }

    static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
