/**
 * Colonnade: lazy dataframes and datasets over Parquet. Start with {@link dev.colonnade.ParquetDataset#open} or, for
 * limits and SQL over several datasets, with {@link dev.colonnade.Colonnade#builder}; ask with
 * {@link dev.colonnade.LazyFrame}'s verbs and {@link dev.colonnade.expr.Exprs}; {@code collect()} gives a
 * {@link dev.colonnade.batch.Table} of plain Java memory.
 *
 * <p>The faces here build plans and hand them to their session. They are immutable, own nothing and need no closing; a
 * {@link dev.colonnade.Session} does.
 */
@NullMarked
package dev.colonnade;

import org.jspecify.annotations.NullMarked;
