package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.max;
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

    @Test
    void answersFromStatisticsAndBoundsShow(@TempDir Path directory) throws Exception {
        for (int day = 1; day <= 10; day++) {
            Path file = Files.createDirectories(directory.resolve("day=" + day)).resolve("a.parquet");
            DuckDbSessionTest.write("SELECT range + 100 * " + day + " AS id FROM range(100)", file);
        }
        try (Session session = Colonnade.builder().open()) {
            ParquetDataset days = session.open(directory.toString());
            var counted = days.agg(count().as("n"), max("id").as("last"));
            assertEquals(Set.of(Pushdown.AGGREGATE), counted.explain().pushdowns());
            contains(counted.explain().text(), "Values 1 row (statistics of 10 files)\nscan\n  nothing is read");
            assertEquals("[{n=1000, last=1099}]", counted.collect().toMaps().toString());
            var some = days.filter(col("id").ge(350));
            contains(some.agg(count().as("n")).explain().text(), "files 10 -> 1 (statistics only: 9)");
            assertEquals(750, some.count());
            for (int day = 1; day <= 9; day++) {
                Files.delete(directory.resolve("day=" + day + "/a.parquet"));
            }
            var last = days.sort(col("id").desc()).limit(3);
            contains(last.explain().text(), "filter id >= 1000");
            contains(last.explain().text(), "files 10 -> 1 (statistics id: 9)");
            assertEquals(1099, last.collect().column("id").longAt(0));
        }
    }

    @Test
    void joinsThatPruneWhenTheyRunShow(@TempDir Path directory) throws Exception {
        for (int i = 0; i < 40; i++) {
            Path file = Files.createDirectories(directory.resolve("facts")).resolve((100 + i) + ".parquet");
            DuckDbSessionTest.write("SELECT range + 10 * " + i + " AS id FROM range(10)", file);
        }
        DuckDbSessionTest.write(
                "SELECT unnest([15, 17, 333]) AS id, unnest(['a', 'b', 'c']) AS name",
                directory.resolve("names.parquet"));
        try (Session session = Colonnade.builder().open()) {
            ParquetDataset facts = session.open(directory.resolve("facts").toString());
            ParquetDataset names =
                    session.open(directory.resolve("names.parquet").toString());
            var joined = facts.lazy().join(names.lazy().filter(col("name").lt("c")), "id");
            contains(joined.explain().text(), "join id: files are pruned when the query runs\n");
            for (int i = 0; i < 40; i++) {
                if (i != 1) {
                    Files.delete(directory.resolve("facts/" + (100 + i) + ".parquet"));
                }
            }
            assertEquals(
                    "[{id=15, name=a}, {id=17, name=b}]",
                    joined.sort("id").collect().toMaps().toString());
        }
    }

    private static void contains(String text, String part) {
        assertTrue(text.contains(part), text);
    }
}
