/** From plans to SQL: what a {@link dev.colonnade.duckdb.sql.SqlQuery} says is what the engine runs. */
@NullMarked
package dev.colonnade.duckdb.sql;

import org.jspecify.annotations.NullMarked;
