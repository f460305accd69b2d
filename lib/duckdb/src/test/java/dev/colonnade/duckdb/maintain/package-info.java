/** Datasets kept in order with the engine, held against their rows before. */
@NullMarked
package dev.colonnade.duckdb.maintain;

import org.jspecify.annotations.NullMarked;
