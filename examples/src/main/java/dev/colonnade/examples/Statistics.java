package dev.colonnade.examples;

import dev.colonnade.ParquetDataset;
import dev.colonnade.stats.Clustering;
import dev.colonnade.stats.ColumnStatistics;
import dev.colonnade.stats.DatasetStatistics;
import dev.colonnade.stats.Staleness;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Looks at a dataset through its footers: one column, the order of the rows, the files. */
public final class Statistics {
    private Statistics() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    public static void run(Path data, PrintStream out) {
        ParquetDataset weather = ParquetDataset.open(data.resolve("weather").toString());

        // snippet: column
        ColumnStatistics gusts = weather.statistics("wind_gust");
        out.print(gusts);
        // end

        // snippet: query
        out.print(gusts.queryTopValues(3));
        out.println(gusts.queryDistinct() + " different values");
        // end
        out.println();

        // snippet: clustering
        Clustering byTime = weather.clustering("time_hour");
        out.println(byTime.verdict());
        out.println(weather.clustering("month").verdict());
        out.println(weather.clustering("temp").verdict());
        // end
        out.println();

        // snippet: report
        DatasetStatistics report = weather.report();
        out.printf(
                Locale.ROOT,
                "%d of %d files are small, rows per partition: %s%n",
                report.small().files(),
                report.files(),
                report.rowsPerPartition());
        // end

        // snippet: staleness
        Staleness staleness = weather.staleness();
        out.println(staleness.isStale() ? "call refresh()" : "nothing has changed since it was opened");
        // end
    }
}
