package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.max;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.Table;
import dev.colonnade.type.Field;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Opens a dataset, asks which months at JFK had storms, and shows what did not have to be read for that. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    public static void run(Path data, PrintStream out) {
        // snippet: open
        ParquetDataset weather = ParquetDataset.open(data.resolve("weather").toString());
        // end
        out.printf(
                Locale.ROOT,
                "%,d rows in %d files%n",
                weather.rowCount(),
                weather.files().size());
        for (Field field : weather.schema().fields()) {
            out.println("  " + field);
        }

        // snippet: plan
        LazyFrame storms = weather.filter(
                        col("origin").eq("JFK"), col("wind_gust").gt(45))
                .groupBy("month")
                .agg(
                        count().as("hours"),
                        max("wind_gust").round(1).as("strongest"),
                        avg("temp").round(1).as("temp"))
                .sort("month");
        // end
        out.println();
        out.print(storms.explain());

        long start = System.nanoTime();
        // snippet: collect
        Table result = storms.collect();
        // end
        long millis = (System.nanoTime() - start) / 1_000_000;
        out.println();
        out.print(result);
        out.println("in " + millis + " ms");
    }
}
