package dev.colonnade.expr;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolves expressions against a scope: columns to fields, literals and operands to common types, functions to their
 * signatures. The only door from {@link Expr} to {@link BoundExpr}, and the only place that says no to a name or type.
 */
public final class Binder {
    private final Scope scope;

    public Binder(Scope scope) {
        this.scope = scope;
    }

    public static Binder of(Schema schema) {
        return new Binder(Scope.of(schema));
    }

    /** The expression, without a name; an alias is ignored. @throws PlanException */
    public BoundExpr bind(Expr expr) {
        if (expr instanceof Expr.Column column) {
            return scope.resolve(column);
        }
        if (expr instanceof Expr.Literal literal) {
            return new BoundExpr.Literal(literal.value());
        }
        if (expr instanceof Expr.Alias alias) {
            return bind(alias.input());
        }
        if (expr instanceof Expr.Call call) {
            return Signatures.bind(call.function(), bindAll(call.args()));
        }
        if (expr instanceof Expr.Cast cast) {
            return bindCast(cast);
        }
        if (expr instanceof Expr.In in) {
            return bindIn(in);
        }
        if (expr instanceof Expr.Case choice) {
            return bindCase(choice);
        }
        return bindAggregate((Expr.Aggregate) expr);
    }

    /** The expression and the name of the column it makes. */
    public NamedExpr bindNamed(Expr expr) {
        return new NamedExpr(expr.outputName(), bind(expr));
    }

    /** A condition: a boolean, or the null literal. @throws PlanException TYPE_MISMATCH */
    public BoundExpr bindCondition(Expr expr, String where) {
        BoundExpr bound = bind(expr);
        if (bound.type() instanceof DataType.NullType) {
            return BoundExpr.Literal.nullOf(DataType.BOOL);
        }
        if (!(bound.type() instanceof DataType.BoolType)) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "A " + where + " takes a boolean, and " + expr + " is of type " + bound.type()
                            + ": compare it with something.");
        }
        return bound;
    }

    public BoundSortKey bindKey(SortKey key) {
        return new BoundSortKey(bind(key.expr()), key.direction(), key.nulls());
    }

    private List<BoundExpr> bindAll(List<Expr> exprs) {
        List<BoundExpr> bound = new ArrayList<>(exprs.size());
        exprs.forEach(e -> bound.add(bind(e)));
        return bound;
    }

    private BoundExpr bindCast(Expr.Cast cast) {
        BoundExpr input = bind(cast.input());
        if (input.type().equals(cast.target())) {
            return input;
        }
        if (input instanceof BoundExpr.Literal literal && literal.literal().isNull()) {
            return BoundExpr.Literal.nullOf(cast.target());
        }
        if (!Casts.exists(input.type(), cast.target())) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot cast " + cast.input() + " (" + input.type() + ") to " + cast.target()
                            + ": there is no such conversion.");
        }
        return new BoundExpr.Cast(input, cast.target(), cast.mode());
    }

    private BoundExpr bindIn(Expr.In in) {
        BoundExpr input = bind(in.input());
        List<BoundExpr> options = bindAll(in.options());
        if (!options.stream().allMatch(o -> o instanceof BoundExpr.Literal)) {
            List<BoundExpr> equalities = new ArrayList<>();
            options.forEach(o -> equalities.add(Signatures.bind(Function.EQ, List.of(input, o))));
            return BoundExprs.or(equalities);
        }
        List<BoundExpr> all = new ArrayList<>(options);
        all.add(0, input);
        Optional<DataType> type = Coercion.unified(all);
        if (type.isEmpty()) {
            BoundExpr odd = options.stream()
                    .filter(o -> Coercion.unified(List.of(input, o)).isEmpty())
                    .findFirst()
                    .orElse(options.get(0));
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot look for " + odd + " (" + odd.type() + ") in " + in.input() + " (" + input.type()
                            + "): isIn takes values of one type; convert with cast(..).");
        }
        List<LiteralValue> values = new ArrayList<>(options.size());
        for (BoundExpr option : options) {
            BoundExpr converted = Coercion.to(type.get(), option);
            if (!(converted instanceof BoundExpr.Literal literal)) {
                // only integers and decimals beyond the exact range of a float come here
                List<BoundExpr> equalities = new ArrayList<>();
                options.forEach(o -> equalities.add(Signatures.bind(Function.EQ, List.of(input, o))));
                return BoundExprs.or(equalities);
            }
            values.add(literal.literal());
        }
        return new BoundExpr.In(Coercion.to(type.get(), input), values);
    }

    private BoundExpr bindCase(Expr.Case choice) {
        List<BoundExpr> conditions = new ArrayList<>();
        List<BoundExpr> values = new ArrayList<>();
        for (Expr.Branch branch : choice.branches()) {
            conditions.add(bindCondition(branch.when(), "condition of when"));
            values.add(bind(branch.then()));
        }
        values.add(bind(choice.otherwise()));
        DataType type = Coercion.unified(values)
                .orElseThrow(() -> new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "The values of " + choice + " have types that do not go together "
                                + values.stream()
                                        .map(BoundExpr::type)
                                        .distinct()
                                        .toList()
                                + ": convert with cast(..)."));
        List<BoundExpr> converted = Coercion.allTo(type, values);
        List<BoundExpr.Branch> branches = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            branches.add(new BoundExpr.Branch(conditions.get(i), converted.get(i)));
        }
        return new BoundExpr.Case(branches, converted.get(conditions.size()));
    }

    private BoundExpr bindAggregate(Expr.Aggregate aggregate) {
        AggregateFunction function = aggregate.function();
        boolean ordered = function == AggregateFunction.FIRST || function == AggregateFunction.LAST;
        if (ordered == aggregate.orderBy().isEmpty()) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    ordered
                            ? aggregate + " depends on an order: add orderBy(col(\"..\").asc())."
                            : aggregate + " does not depend on an order: leave orderBy out.");
        }
        List<BoundExpr> args = AggregateSignatures.convert(function, bindAll(aggregate.args()));
        Expr where = aggregate.where();
        BoundExpr condition = where == null ? null : bindCondition(where, "where of an aggregate");
        List<BoundSortKey> order =
                aggregate.orderBy().stream().map(this::bindKey).toList();
        BoundExpr.Aggregate bound =
                new BoundExpr.Aggregate(function, args, condition, order, AggregateSignatures.result(function, args));
        if (bound.children().stream().anyMatch(BoundExprs::hasAggregate)) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "An aggregate stands inside another in " + aggregate + ": aggregate twice, one after the other.");
        }
        return bound;
    }
}
