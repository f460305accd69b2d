package dev.colonnade.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of {@code when(a).then(x).when(b).then(y).otherwise(z)}. */
public final class CaseBuilder {
    private CaseBuilder() {}

    static When start(Expr condition) {
        return new When(List.of(), condition);
    }

    /** After a condition: its value is missing. */
    public record When(List<Expr.Branch> before, Expr condition) {
        public When {
            before = List.copyOf(before);
        }

        public Then then(@Nullable Object value) {
            List<Expr.Branch> branches = new ArrayList<>(before);
            branches.add(new Expr.Branch(condition, Exprs.lit(value)));
            return new Then(branches);
        }
    }

    /** After a value: another condition, or the value where no condition is true. */
    public record Then(List<Expr.Branch> branches) {
        public Then {
            branches = List.copyOf(branches);
        }

        public When when(Expr condition) {
            return new When(branches, condition);
        }

        public Expr otherwise(@Nullable Object value) {
            return new Expr.Case(branches, Exprs.lit(value));
        }

        /** Null where no condition is true. */
        public Expr otherwiseNull() {
            return otherwise(null);
        }
    }
}
