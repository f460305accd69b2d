/** Renders plans and runs the SQL on the engine through plain JDBC. */
@NullMarked
package dev.colonnade.duckdb.sql;

import org.jspecify.annotations.NullMarked;
