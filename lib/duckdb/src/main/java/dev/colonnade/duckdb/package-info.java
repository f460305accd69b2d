/**
 * The DuckDB backend: plans become SQL, SQL runs on one in-process engine, results come back as plain Java memory.
 *
 * <p>Four ideas, from the bottom up. {@link dev.colonnade.cdata.NativeMemory} copies native bytes without a JVM flag.
 * {@link dev.colonnade.duckdb.ArrowStream} steps the engine's Arrow C stream and {@link dev.colonnade.cdata.BatchReader}
 * copies its arrays into vectors. {@link dev.colonnade.duckdb.Instance} owns the engine instance, its settings and its
 * connections. {@link dev.colonnade.duckdb.QueryRun} runs one query on one connection and one worker thread, so that
 * a caller's interrupt, timeout or close ends it in every phase.
 *
 * <p>The Arrow path leans on private parts of one driver version; {@link dev.colonnade.duckdb.SelfCheck} proves it at
 * start, and says which path results take.
 */
@NullMarked
package dev.colonnade.duckdb;

import org.jspecify.annotations.NullMarked;
