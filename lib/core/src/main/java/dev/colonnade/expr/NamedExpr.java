package dev.colonnade.expr;

import dev.colonnade.type.Field;

/** A bound expression and the name of the column it makes. */
public record NamedExpr(String name, BoundExpr expr) {
    public Field field() {
        return new Field(name, expr.type(), expr.nullable());
    }

    public NamedExpr withExpr(BoundExpr newExpr) {
        return newExpr == expr ? this : new NamedExpr(name, newExpr);
    }

    /** Whether this only passes a column through under its own name. */
    public boolean isPassThrough() {
        return expr instanceof BoundExpr.Column column && column.name().equals(name);
    }

    @Override
    public String toString() {
        return isPassThrough() ? name : expr + " as " + name;
    }
}
