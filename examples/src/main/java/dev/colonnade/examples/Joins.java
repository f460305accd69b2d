package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.plan.JoinType;
import java.io.PrintStream;
import java.nio.file.Path;

/** Joins the tables of a music shop. */
public final class Joins {
    private Joins() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    public static void run(Path data, PrintStream out) {
        Path shop = data.resolve("chinook");
        LazyFrame tracks = open(shop, "Track");
        LazyFrame albums = open(shop, "Album");
        LazyFrame artists = open(shop, "Artist");
        LazyFrame lines = open(shop, "InvoiceLine");
        LazyFrame customers = open(shop, "Customer");

        // snippet: inner
        LazyFrame earnings = lines.join(tracks.select("TrackId", "AlbumId"), "TrackId")
                .join(albums, "AlbumId")
                .join(artists, "ArtistId")
                .groupBy("Name")
                .agg(sum(col("UnitPrice").times(col("Quantity"))).as("earned"))
                .topK(5, col("earned").desc(), col("Name").asc());
        // end
        out.print(earnings.collect());

        // snippet: anti
        long unsold = tracks.antiJoin(lines, "TrackId").count();
        // end
        out.println(unsold + " tracks were never sold");

        // snippet: condition
        long pairs = customers
                .join(
                        customers,
                        JoinType.INNER,
                        leftCol("Country")
                                .eq(rightCol("Country"))
                                .and(leftCol("CustomerId").lt(rightCol("CustomerId"))))
                .count();
        // end
        out.println(pairs + " pairs of customers share a country");
    }

    private static LazyFrame open(Path shop, String table) {
        return ParquetDataset.open(shop.resolve(table + ".parquet").toString()).lazy();
    }
}
