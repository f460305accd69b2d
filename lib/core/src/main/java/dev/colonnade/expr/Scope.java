package dev.colonnade.expr;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.Schema;
import java.util.Map;

/** Where a {@link Binder} looks column names up. */
@FunctionalInterface
public interface Scope {
    /** @throws PlanException NO_SUCH_COLUMN or AMBIGUOUS_COLUMN */
    BoundExpr.Column resolve(Expr.Column column);

    /** The columns of one input. */
    static Scope of(Schema schema) {
        return column -> {
            if (column.side() != Expr.Side.ANY) {
                throw new PlanException(
                        ErrorCode.INVALID_PLAN,
                        "leftCol and rightCol belong into a join condition: use col(\"" + column.name() + "\").");
            }
            return BoundExpr.Column.of(schema.field(column.name()));
        };
    }

    /**
     * The columns of both inputs of a join. {@code rightNames} gives the name under which the join knows a right column.
     */
    static Scope ofJoin(Schema left, Schema right, Map<String, String> rightNames) {
        return column -> {
            String name = column.name();
            boolean inLeft = column.side() != Expr.Side.RIGHT && left.contains(name);
            boolean inRight = column.side() != Expr.Side.LEFT && right.contains(name);
            if (inLeft && inRight) {
                throw new PlanException(
                        ErrorCode.AMBIGUOUS_COLUMN,
                        "Both sides of the join have a column '" + name + "': say leftCol(\"" + name
                                + "\") or rightCol(\"" + name + "\").");
            }
            if (!inLeft && !inRight) {
                Schema searched = column.side() == Expr.Side.RIGHT ? right : left;
                String hint = Nearest.hint(name, column.side() == Expr.Side.LEFT ? left.names() : right.names());
                throw new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        "No column '" + name + "' in "
                                + (column.side() == Expr.Side.ANY
                                        ? "(" + left.summary() + ") or (" + right.summary() + ")."
                                        : "(" + searched.summary() + ").")
                                + (hint.isEmpty() && column.side() == Expr.Side.ANY
                                        ? Nearest.hint(name, left.names())
                                        : hint));
            }
            BoundExpr.Column bound = BoundExpr.Column.of((inLeft ? left : right).field(name));
            return inLeft
                    ? bound
                    : new BoundExpr.Column(rightNames.getOrDefault(name, name), bound.type(), bound.nullable());
        };
    }
}
