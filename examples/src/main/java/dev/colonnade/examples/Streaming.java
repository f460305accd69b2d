package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.col;

import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.BatchWriter;
import dev.colonnade.batch.ColumnVector;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads a result piece by piece, so that it never has to fit into memory. */
public final class Streaming {
    private Streaming() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    private record Flight(short delay, short distance) {}

    public static void run(Path data, PrintStream out) {
        ParquetDataset flights =
                ParquetDataset.open(data.resolve("flights-200k.parquet").toString());

        // snippet: batches
        long late = 0;
        try (BatchStream batches = flights.scan()
                .columns("delay", "distance")
                .filter(col("distance").gt(1000))
                .batchRows(10_000)
                .open()) {
            for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
                ColumnVector delay = batch.column("delay");
                for (int row = 0; row < batch.rowCount(); row++) {
                    if (!delay.isNull(row) && delay.intAt(row) > 60) {
                        late++;
                    }
                }
            }
        }
        // end
        out.println(late + " long flights were more than an hour late");

        // snippet: each-batch
        Path csv = temporaryFile();
        try (Writer file = Files.newBufferedWriter(csv);
                BatchStream batches = flights.filter(col("delay").gt(170)).batches()) {
            BatchWriter writer = BatchWriter.csv(batches.schema(), file);
            batches.forEach((batch, number) -> writer.write(batch));
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // end
        out.println(lines(csv) - 1 + " rows written as CSV");

        // snippet: records
        try (Stream<Flight> records = flights.lazy().stream(Flight.class)) {
            int longest = records.filter(f -> f.delay() < -40)
                    .mapToInt(Flight::distance)
                    .max()
                    .orElse(0);
            out.println(longest + " miles, and 40 minutes early");
        }
        // end
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("colonnade-", ".csv");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
