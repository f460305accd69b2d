/**
 * DuckDB SQL from plans. {@link dev.colonnade.duckdb.sql.SqlRenderer} turns an executable plan into a
 * {@link dev.colonnade.duckdb.sql.SqlQuery}: text, parameters, file lists.
 *
 * <p>A plan becomes a small tree of {@link dev.colonnade.duckdb.sql.Query} nodes, in which neighbouring operators share one
 * {@link dev.colonnade.duckdb.sql.Select} where SQL's order of clauses allows it; {@link dev.colonnade.duckdb.sql.SqlWriter}
 * prints the tree. Expressions are text at once ({@link dev.colonnade.duckdb.sql.ExprSql}): every text has exactly the
 * engine type ({@link dev.colonnade.duckdb.sql.TypeSql}) of its bound expression, so nothing rests on the engine's
 * implicit casts, and every name is quoted and qualified, so nothing rests on its name resolution.
 */
@NullMarked
package dev.colonnade.duckdb.sql;

import org.jspecify.annotations.NullMarked;
