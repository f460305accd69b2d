package dev.colonnade.expr;

/** One answer per kind of bound expression; there are no defaults. */
public interface BoundExprVisitor<R> {
    R visitColumn(BoundExpr.Column column);

    R visitLiteral(BoundExpr.Literal literal);

    R visitCall(BoundExpr.Call call);

    R visitCast(BoundExpr.Cast cast);

    R visitIn(BoundExpr.In in);

    R visitCase(BoundExpr.Case choice);

    R visitAggregate(BoundExpr.Aggregate aggregate);
}
