package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.col;

import dev.colonnade.ParquetDataset;
import dev.colonnade.backend.Codec;
import dev.colonnade.maintain.Health;
import dev.colonnade.maintain.HealthLimits;
import dev.colonnade.maintain.MaintenanceListener;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.maintain.MaintenanceSchedule;
import dev.colonnade.maintain.Recompression;
import dev.colonnade.maintain.Retention;
import dev.colonnade.maintain.Schedule;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds out what a dataset needs, and does it: small files, order, old partitions. */
public final class Maintaining {
    private Maintaining() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    public static void run(Path data, PrintStream out) {
        Path temp = temporary();
        try {
            String directory = temp.resolve("hours").toString();
            fill(ParquetDataset.open(data.resolve("weather").toString()), directory);
            keep(ParquetDataset.open(directory), out);
            age(ParquetDataset.open(directory), temp.resolve("archive"), out);
        } finally {
            delete(temp);
        }
    }

    /** Three appends, each of one origin into all months: three files a month. */
    private static void fill(ParquetDataset weather, String directory) {
        for (String origin : List.of("EWR", "JFK", "LGA")) {
            weather.filter(col("origin").eq(origin))
                    .select("origin", "time_hour", "temp", "wind_gust")
                    .write(
                            directory,
                            WriteOptions.defaults()
                                    .withMode(WriteMode.APPEND)
                                    .withPartitionBy(
                                            col("time_hour").dt().year().as("year"),
                                            col("time_hour").dt().month().as("month")));
        }
    }

    private static void keep(ParquetDataset hours, PrintStream out) {
        // snippet: health
        Health health = hours.maintain().health(HealthLimits.defaults().withRetention(Duration.ofDays(30)));
        for (Health.Finding finding : health.findings()) {
            out.println(finding.level() + " " + finding.measure() + " -> " + finding.action());
        }
        // end
        out.println(health.findings().get(0).sentence());

        // snippet: compact
        MaintenanceReport promised = hours.maintain().dryRun().compact();
        MaintenanceReport done = hours.maintain().compact();
        // end
        out.println(promised.outcome() + ", then " + done.outcome());
        out.println(done.before().files() + " files -> " + done.after().files() + ", "
                + done.before().rows() + " rows -> " + done.after().rows());

        // snippet: sort
        hours.maintain().sort(col("time_hour").asc(), col("origin").asc());
        // end
        out.println(hours.refresh().clustering("time_hour").verdict());
    }

    private static void age(ParquetDataset hours, Path archive, PrintStream out) {
        // snippet: retain
        Retention policy = Retention.archiveAfter(Period.ofMonths(6), archive)
                .asOf(Instant.parse("2014-01-10T00:00:00Z")); // without it: now
        MaintenanceReport archived = hours.maintain().retain(policy);
        hours.maintain().recompress(Recompression.of(Codec.ZSTD, 12));
        hours = hours.refresh();
        long old = ParquetDataset.open(archive.toString()).rowCount();
        // end
        out.println(archived.partitions().size() + " partitions archived: " + hours.rowCount() + " rows stay, " + old
                + " are in the archive");

        // snippet: schedule
        MaintenanceSchedule nightly = hours.maintain()
                .schedule(Schedule.cron("30 2 * * *"), HealthLimits.defaults(), MaintenanceListener.NONE);
        // end
        nightly.close();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("colonnade-maintaining-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
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
