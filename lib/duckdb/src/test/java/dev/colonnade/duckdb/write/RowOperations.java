package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.duckdb.write.WriterProcess.Operation;
import dev.colonnade.maintain.Retention;
import dev.colonnade.maintain.TimeKey;
import dev.colonnade.write.MergeOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;

/** What a {@link WriterProcess} does to rows of a dataset: always the same for a number and a state of the dataset. */
record RowOperations(Session session, ParquetDataset dataset, int number) {
    /** The dataset that changes together with another one. */
    static Path beside(Path dataset) {
        return dataset.resolveSibling(dataset.getFileName() + "-beside");
    }

    /** A number that says that it is done. */
    String run(Operation operation) {
        return Long.toString(
                switch (operation) {
                    case MERGE -> merge();
                    case DELETE ->
                        dataset.delete(col("id").mod(5).eq(number % 5)).version();
                    case UPDATE -> update();
                    case COMPACT -> dataset.maintain().compact().after().files();
                    case RETAIN -> retain();
                    default -> transaction();
                });
    }

    /** Some rows change and move to other partitions, some are new. */
    private long merge() {
        LazyFrame changed = dataset.filter(col("id").mod(7).eq(number % 7))
                .select(
                        col("id"),
                        lit("merged by " + number).as("s"),
                        col("p").minus(2019).mod(4).plus(2020).as("p"));
        LazyFrame fresh = WriterProcess.rows(session, number, 2)
                .filter(col("id").mod(1000).lt(20));
        return dataset.merge(changed.union(fresh), MergeOptions.on("id").withLastBy("s"))
                .version();
    }

    private long update() {
        return dataset.update(
                        col("id").mod(3).eq(number % 3).and(col("p").gt(2020)),
                        Map.of("s", lit("updated by " + number)))
                .version();
    }

    private long retain() {
        LocalDate day = LocalDate.of(2021 + number % 3, 6, 1);
        return dataset.maintain()
                .retain(Retention.dropAfter(Period.ofYears(1))
                        .withTimeKey(TimeKey.of("p", "yyyy"))
                        .asOf(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .after()
                .files();
    }

    private long transaction() {
        Path here = Path.of(dataset.snapshot().locations().get(0));
        ParquetDataset other = session.open(beside(here).toString());
        return session.transaction(tx -> {
                    tx.append(dataset, WriterProcess.rows(session, number, 2));
                    tx.delete(other, col("id").mod(4).eq(number % 4));
                })
                .get(0)
                .version();
    }
}
