package dev.colonnade.expr;

import java.util.List;

/** Access to structs. */
public record StructExprs(Expr input) {
    /** The value of the field of that name, compared exactly; null where the struct is null. */
    public Expr field(String name) {
        return new Expr.Call(Function.STRUCT_FIELD, List.of(input, Exprs.lit(name)));
    }
}
