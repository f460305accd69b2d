package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.type.DataType;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Merges changes into a dataset, updates and deletes rows, changes two datasets together, and adds a column. */
public final class Merging {
    private Merging() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    public static void run(Path data, PrintStream out) {
        Path temp = Writing.temporary();
        try (Session session = Colonnade.builder().open()) {
            merge(session, data.resolve("chinook"), temp, out);
        } finally {
            Writing.delete(temp);
        }
    }

    private static void merge(Session session, Path shop, Path temp, PrintStream out) {
        session.open(shop.resolve("Track.parquet").toString())
                .select("TrackId", "Name", "GenreId", "UnitPrice")
                .write(
                        temp.resolve("prices").toString(),
                        WriteOptions.defaults().withPartitionBy("GenreId"));
        ParquetDataset prices = session.open(temp.resolve("prices").toString());

        // snippet: merge
        LazyFrame changes = session.sql(
                "SELECT 1::BIGINT AS TrackId, 'For Those About To Rock' AS Name, 1::BIGINT AS GenreId, 0.89::DECIMAL(10,2) AS UnitPrice"
                        + " UNION ALL SELECT 9001, 'A new track', 1, 1.19");
        WriteReport report = prices.merge(changes, MergeOptions.on("TrackId"));
        // end
        print(report, out);

        // snippet: rows
        prices = prices.refresh();
        WriteReport cheaper = prices.update(
                col("UnitPrice").gt(1.5).and(col("GenreId").lt(20)),
                Map.of("UnitPrice", lit(1.49), "Name", col("Name").str().upper()));
        prices = prices.refresh();
        WriteReport fewer = prices.delete(col("GenreId").eq(25));
        // end
        print(cheaper, out);
        print(fewer, out);

        // snippet: transaction
        ParquetDataset before = prices.refresh();
        session.transaction(tx -> {
            tx.delete(before, col("TrackId").eq(9001));
            tx.write(
                    temp.resolve("sold").toString(),
                    changes.filter(col("TrackId").eq(9001)),
                    WriteOptions.defaults());
        });
        // end
        out.println(before.refresh().rowCount() + " tracks are left, "
                + session.open(temp.resolve("sold").toString()).rowCount() + " is sold");

        // snippet: columns
        before.maintain().addColumn("available", DataType.BOOL, true);
        before.maintain().renameColumn("UnitPrice", "price");
        // end
        out.println(String.join(", ", before.refresh().schema().names()));
        version(session, before, out);
    }

    private static void version(Session session, ParquetDataset before, PrintStream out) {
        before.maintain().addColumn("version", DataType.INT32, 0);
        // snippet: version
        MergeOptions careful = MergeOptions.on("TrackId").withVersion("version");
        LazyFrame edit = session.sql("SELECT 1::BIGINT AS TrackId, 0.79::DECIMAL(10,2) AS price, 0 AS version");
        before.refresh().merge(edit, careful.update());
        // end
        try {
            before.refresh().merge(edit, careful.update());
        } catch (ColonnadeException stale) {
            out.println(stale.code() + ": " + String.valueOf(stale.getMessage()).replaceFirst("^.*] ", ""));
        }
    }

    private static void print(WriteReport report, PrintStream out) {
        report.changes()
                .ifPresent(rows -> out.println(report.what() + ": " + rows.inserted() + " inserted, " + rows.updated()
                        + " updated, " + rows.deleted() + " deleted, " + report.replacedFiles() + " files replaced"));
    }
}
