/** Datasets written with the engine, read back with it and by others, and what goes wrong. */
@NullMarked
package dev.colonnade.duckdb.write;

import org.jspecify.annotations.NullMarked;
