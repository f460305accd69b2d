package dev.colonnade.expr;

import java.util.ArrayList;
import java.util.List;

/** Functions of strings; positions and lengths count code points. */
public record StringExprs(Expr input) {
    public Expr lower() {
        return call(Function.LOWER);
    }

    public Expr upper() {
        return call(Function.UPPER);
    }

    public Expr length() {
        return call(Function.LENGTH);
    }

    /** Without the spaces at both ends. */
    public Expr trim() {
        return call(Function.TRIM);
    }

    public Expr trimStart() {
        return call(Function.TRIM_START);
    }

    public Expr trimEnd() {
        return call(Function.TRIM_END);
    }

    /** {@code length} code points from {@code start}, which counts from 1. */
    public Expr substring(Object start, Object length) {
        return call(Function.SUBSTRING, start, length);
    }

    public Expr contains(Object part) {
        return call(Function.CONTAINS, part);
    }

    public Expr startsWith(Object prefix) {
        return call(Function.STARTS_WITH, prefix);
    }

    public Expr endsWith(Object suffix) {
        return call(Function.ENDS_WITH, suffix);
    }

    /** With every {@code part} replaced; an empty part replaces nothing. */
    public Expr replace(Object part, Object replacement) {
        return call(Function.REPLACE, part, replacement);
    }

    public Expr concat(Object... others) {
        return call(Function.CONCAT, others);
    }

    private Expr call(Function function, Object... others) {
        List<Expr> args = new ArrayList<>();
        args.add(input);
        for (Object other : others) {
            args.add(Exprs.lit(other));
        }
        return new Expr.Call(function, args);
    }
}
