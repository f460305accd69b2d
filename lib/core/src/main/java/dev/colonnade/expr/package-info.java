/**
 * Expressions: {@link dev.colonnade.expr.Expr} is what a user writes, by column name and untyped;
 * {@link dev.colonnade.expr.BoundExpr} is the same expression resolved against a schema, with a type at every node;
 * {@link dev.colonnade.expr.Binder} is the one door between the two and the one place that knows type rules and throws
 * "no such column". Optimizer, evaluators and backends see bound expressions only.
 *
 * <p>{@link dev.colonnade.expr.Exprs} holds the static factories of the public face.
 */
@NullMarked
package dev.colonnade.expr;

import org.jspecify.annotations.NullMarked;
