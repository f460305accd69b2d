package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.session.Estimate;
import dev.colonnade.session.ExplainMode;
import dev.colonnade.session.Pushdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a frame tells of itself before it runs. */
class ExplainTest {
    @Test
    void explainShowsWhatWasPushedAndPruned(@TempDir Path directory) throws Exception {
        for (int day = 1; day <= 3; day++) {
            Path file = Files.createDirectories(directory.resolve("day=" + day)).resolve("a.parquet");
            DuckDbSessionTest.write("SELECT range AS id, range % 7 AS k, 'x' AS t FROM range(100)", file);
        }
        try (Session session = Colonnade.builder().open()) {
            ParquetDataset days = session.open(directory.toString());
            var frame =
                    days.filter(col("day").eq(2), col("k").eq(3)).select("id").limit(5);
            var explanation = frame.explain();
            assertEquals(
                    Set.of(Pushdown.FILTER, Pushdown.PROJECTION, Pushdown.LIMIT, Pushdown.PRUNING),
                    explanation.pushdowns());
            assertEquals(
                    """
                    logical
                      Limit 5
                        Project [id]
                          Filter day = 2 AND k = 3
                            Scan DIR columns 4/4 [id, k, t, day]
                    optimized
                      Scan DIR columns 1/4 [id] filter day = 2 AND k = 3 limit 5
                    """,
                    explanation.text().replace(directory.toString(), "DIR").split("scan\n")[0]);
            assertTrue(
                    explanation.text().contains("files 3 -> 1 (partition day: 2), row groups 3 -> 1, rows 300 -> 100"),
                    explanation.text());
            String verbose = frame.explain(ExplainMode.VERBOSE).text();
            assertTrue(verbose.contains("push-filter-into-scan"), verbose);
            assertTrue(verbose.contains("read_parquet("), verbose);
            assertTrue(verbose.contains("result transfer: Arrow C stream"), verbose);
            assertEquals(Set.of(), days.lazy().explain().pushdowns());
            Estimate estimate = frame.estimate();
            assertEquals(1, estimate.files());
            assertEquals(100, estimate.rows());
            assertTrue(frame.validate().valid());
            DuckDbSessionTest.write("SELECT 1 AS id, 2 AS k, 'y' AS t", directory.resolve("day=2/a.parquet"));
            assertEquals(
                    "[[" + directory + "] The files have changed since the dataset was opened: call refresh().]",
                    frame.validate().problems().toString());
        }
    }
}
