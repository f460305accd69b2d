package dev.colonnade.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A Parquet file of sales in a temporary directory of its own, written by DuckDB; the same for the same row count. */
record SalesFile(Path path, int rows) {

    /** Columns {@code id bigint, amount double, day date, name varchar, quantity integer}, none of them null. */
    static SalesFile write(int rows) throws IOException, SQLException {
        Path path = Files.createTempDirectory("colonnade-jmh").resolve("sales.parquet");
        String select = "select i as id, (hash(i) % 1000000) / 100 as amount,"
                + " date '2024-01-01' + (hash(i + 1) % 366)::int as day, 'article ' || (hash(i + 2) % 1000) as name,"
                + " (hash(i + 3) % 50)::int as quantity from range(" + rows + ") t(i)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (" + select + ") to '" + path + "' (format parquet)");
        }
        return new SalesFile(path, rows);
    }

    void delete() throws IOException {
        Files.delete(path);
        Files.delete(path.getParent());
    }
}
