package dev.colonnade.duckdb.write;

import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What rows a dataset of {@link WriterProcess} has. */
final class States {
    private States() {}

    /** All rows, sorted, as text. */
    static List<String> rows(ParquetDataset dataset) {
        return dataset.sort("id", "p", "s").collect().toMaps().stream()
                .map(row -> row.get("id") + "|" + row.get("s") + "|" + row.get("p"))
                .toList();
    }

    static List<String> rows(Session session, Path dataset) {
        return rows(session.open(dataset.toString()));
    }

    /** The same, by somebody who knows nothing of the library. */
    static List<String> foreign(Path dataset) throws SQLException {
        return Foreign.rows(dataset, "SELECT id, s, p FROM t ORDER BY id, p, s");
    }

    /** The writes that the dataset holds, such as {@code 1 2 7}, or what is wrong: a write that is there in part, or twice. */
    static String fitting(ParquetDataset dataset) {
        TreeSet<Long> whole = new TreeSet<>();
        List<Map<String, Object>> writes = dataset.sql(
                        "SELECT id // 1000 AS write, count(*) AS rows, count(DISTINCT id) AS ids FROM self GROUP BY ALL")
                .collect()
                .toMaps();
        for (Map<String, Object> write : writes) {
            if (!write.get("rows").equals(100L) || !write.get("ids").equals(100L)) {
                return "torn: " + write;
            }
            whole.add((Long) write.get("write"));
        }
        return String.join(" ", whole.stream().map(String::valueOf).toList());
    }
}
