/**
 * What footers say about a dataset, for people: {@link dev.colonnade.stats.ColumnStatistics} of one column,
 * {@link dev.colonnade.stats.Clustering} of its ranges over the files, {@link dev.colonnade.stats.DatasetStatistics} of all
 * files, and {@link dev.colonnade.stats.Staleness}, what the disk says against the snapshot.
 *
 * <p>Each is an immutable {@link dev.colonnade.stats.Report}, shown as text, HTML or JSON, made in one pass over the files.
 * Figures say how far they can be trusted. Only methods named {@code query..} run queries.
 */
@NullMarked
package dev.colonnade.stats;

import org.jspecify.annotations.NullMarked;
