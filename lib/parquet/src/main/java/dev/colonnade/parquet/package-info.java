/**
 * Parquet files read and written in Java alone, on parquet-java: {@link dev.colonnade.parquet.ParquetSource} turns a file
 * into batches, {@link dev.colonnade.parquet.ParquetSink} turns batches into a file.
 *
 * <p>Both go column by column: a column's stored triplets (repetition level, definition level, value) become a vector, or
 * a vector becomes triplets, without an object per row.
 */
@NullMarked
package dev.colonnade.parquet;

import org.jspecify.annotations.NullMarked;
