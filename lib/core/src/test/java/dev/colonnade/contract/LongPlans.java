package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.countDistinct;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;

/** Queries that run until they are stopped. */
final class LongPlans {
    private LongPlans() {}

    /** No batch for hours. @param dataset of at least a thousand rows with a column {@code id} of integers */
    static LazyFrame endless(ParquetDataset dataset) {
        LazyFrame ids = dataset.head(1000).select("id");
        return ids.crossJoin(ids)
                .crossJoin(ids)
                .crossJoin(ids)
                .agg(countDistinct(col("id").times(col("id_right"))));
    }
}
