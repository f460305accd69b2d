/**
 * Whole queries over Parquet files: those on which implementations are measured, those of other systems, and one for
 * every type, name and mode. What comes out is held against the engine's own JDBC driver and against values known from
 * elsewhere; what is refused is refused in one sentence.
 */
@NullMarked
package dev.colonnade.duckdb.conformance;

import org.jspecify.annotations.NullMarked;
