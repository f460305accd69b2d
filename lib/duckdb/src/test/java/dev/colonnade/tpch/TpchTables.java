package dev.colonnade.tpch;

import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The eight tables of TPC-H, not read yet. */
public record TpchTables(
        LazyFrame customer,
        LazyFrame lineitem,
        LazyFrame nation,
        LazyFrame orders,
        LazyFrame part,
        LazyFrame partsupp,
        LazyFrame region,
        LazyFrame supplier) {

    static final List<String> NAMES =
            List.of("customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");

    /** The tables below {@code directory}, one directory each, registered in {@code session} under their names. */
    public static TpchTables open(Session session, Path directory) {
        List<LazyFrame> frames = NAMES.stream()
                .map(name -> session.dataset(name, directory.resolve(name).toString())
                        .lazy())
                .toList();
        return new TpchTables(
                frames.get(0),
                frames.get(1),
                frames.get(2),
                frames.get(3),
                frames.get(4),
                frames.get(5),
                frames.get(6),
                frames.get(7));
    }

    /** The directory with the Parquet files of scale factor 0.01. */
    static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(TpchTables.class.getResource("/tpch"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The table of that name. */
    LazyFrame table(String name) {
        return List.of(customer, lineitem, nation, orders, part, partsupp, region, supplier)
                .get(NAMES.indexOf(name));
    }
}
