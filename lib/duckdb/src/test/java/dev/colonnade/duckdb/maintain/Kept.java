package dev.colonnade.duckdb.maintain;

import static dev.colonnade.expr.Exprs.col;

import dev.colonnade.DatasetMaintenance;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.expr.Expr;
import dev.colonnade.source.DataFile;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dataset that is maintained, and what is there to be compared. */
record Kept(Session session, Path directory) {
    ParquetDataset open() {
        return session.open(directory.toString());
    }

    DatasetMaintenance maintain() {
        return open().maintain();
    }

    /** One more append. */
    void append(LazyFrame rows, String... keys) {
        rows.write(
                directory.toString(),
                WriteOptions.defaults().withMode(WriteMode.APPEND).withPartitionBy(keys));
    }

    void append(String sql, String... keys) {
        append(session.sql(sql), keys);
    }

    /** All rows as text, sorted: a bag. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        open().collect().toMaps().forEach(row -> rows.add(new TreeMap<>(row).toString()));
        Collections.sort(rows);
        return rows;
    }

    /** The same by a reader that knows nothing of the library. */
    List<String> foreign(String select) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW t AS FROM read_parquet('" + directory
                    + "/**/*.parquet', hive_partitioning=true, union_by_name=true)");
            try (ResultSet result = statement.executeQuery(select)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
                return rows;
            }
        }
    }

    /** Per partition directory the number of its files. */
    Map<String, Integer> files() {
        Map<String, Integer> files = new TreeMap<>();
        for (DataFile file : open().files()) {
            String directories = directory.relativize(file.path()).toString().replace('\\', '/');
            int end = directories.lastIndexOf('/');
            files.merge(end < 0 ? "" : directories.substring(0, end), 1, Integer::sum);
        }
        return files;
    }

    /** Values of a column of one file, in stored order. */
    List<Object> stored(DataFile file, String column) {
        List<Object> values = new ArrayList<>();
        LazyFrame rows = session.open(file.path().toString()).select(column).limit(file.rowCount());
        rows.collect().rows().forEach(row -> values.add(row.value(0)));
        return values;
    }

    long count(Expr... where) {
        return where.length == 0 ? open().count() : open().filter(where).count();
    }

    static Expr day(String date) {
        return col("day").eq(java.time.LocalDate.parse(date));
    }
}
