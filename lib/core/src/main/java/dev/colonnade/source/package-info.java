/**
 * Datasets before any engine starts: {@link dev.colonnade.source.Datasets} turns files, directories and globs into a
 * {@link dev.colonnade.source.FileSet}, one frozen moment with an id, by listing and by reading Parquet footers.
 *
 * <p>A {@link dev.colonnade.source.DataFile} knows its size, rows, schema, partition values and, per
 * {@link dev.colonnade.source.RowGroup}, the {@link dev.colonnade.source.ColumnStats} that let a predicate rule it out.
 * Statistics are bounds, never guesses: what a footer does not prove is absent. Bytes come from a
 * {@link dev.colonnade.source.Storage}; the local file system is the only one that the library brings.
 */
@NullMarked
package dev.colonnade.source;

import org.jspecify.annotations.NullMarked;
