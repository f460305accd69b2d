/**
 * The 22 questions of TPC-H, asked three times over the same rows: as SQL through a session, as verbs of a lazy frame
 * ({@link dev.colonnade.tpch.TpchFrames}), and in H2, another engine, whose tables are filled by a generator and never
 * come near Parquet or this library. {@code TpchTest} holds the answers against each other.
 */
@NullMarked
package dev.colonnade.tpch;

import org.jspecify.annotations.NullMarked;
