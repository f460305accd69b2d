package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.backend.Codec;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a dataset, appends to it, replaces a partition, looks at an earlier version and goes back to it. */
public final class Writing {
    private Writing() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    public static void run(Path data, PrintStream out) {
        ParquetDataset weather = ParquetDataset.open(data.resolve("weather").toString());
        Path temp = temporary();
        try {
            write(weather, temp.resolve("storms").toString(), out);
        } finally {
            delete(temp);
        }
    }

    private static void write(ParquetDataset weather, String directory, PrintStream out) {
        // snippet: write
        LazyFrame storms = weather.filter(col("wind_gust").gt(40)).select("origin", "month", "time_hour", "wind_gust");
        WriteReport report = storms.filter(col("month").le(6))
                .write(
                        directory,
                        WriteOptions.defaults()
                                .withPartitionBy("origin")
                                .withSortBy("time_hour")
                                .withCompression(Codec.ZSTD, 3)
                                .withNote("first half"));
        // end
        out.println(report.rows() + " rows in " + report.files().size() + " files");

        // snippet: append
        ParquetDataset kept = ParquetDataset.open(directory);
        kept.append(storms.filter(col("month").gt(6)));
        kept = kept.refresh();
        // end
        out.println(kept.rowCount() + " rows in " + kept.files().size() + " files");

        // snippet: partition
        LazyFrame corrected = kept.filter(col("origin").eq("JFK"))
                .withColumns(col("wind_gust").times(lit(0.5)).as("wind_gust"));
        kept.write(corrected, WriteOptions.defaults().withMode(WriteMode.OVERWRITE_PARTITIONS));
        kept = kept.refresh();
        // end
        print(kept, out);

        // snippet: versions
        kept.maintain().snapshots().forEach(s -> out.println(s.version() + " " + s.what()));
        long before = kept.asOf(1).rowCount();
        kept.maintain().rollbackTo(2);
        kept = kept.refresh();
        // end
        out.println(before + " rows in version 1");
        print(kept, out);
    }

    private static void print(ParquetDataset dataset, PrintStream out) {
        out.print(dataset.groupBy("origin")
                .agg(count().as("hours"), max("wind_gust").round(1).as("strongest"))
                .sort("origin")
                .collect());
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("colonnade-example-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
