package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression resolved against a schema: every node has its type, operands have been converted to what their function
 * takes, columns exist. Column names are unique within a plan node's input, so a column is its name.
 *
 * <p>{@link #nullable()} is false only where null is impossible.
 */
public sealed interface BoundExpr {
    DataType type();

    boolean nullable();

    /** The direct operands, in order. */
    List<BoundExpr> children();

    /** This node over other operands, as many and of the same types; {@code this} if they are the same instances. */
    BoundExpr withChildren(List<BoundExpr> children);

    <R> R accept(BoundExprVisitor<R> visitor);

    /** A column of the input. */
    record Column(String name, DataType type, boolean nullable) implements BoundExpr {
        public static Column of(Field field) {
            return new Column(field.name(), field.type(), field.nullable());
        }

        @Override
        public List<BoundExpr> children() {
            return List.of();
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            return this;
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitColumn(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Column that
                    && name.equals(that.name)
                    && nullable == that.nullable
                    && type.equals(that.type);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + type.hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A constant. */
    record Literal(LiteralValue literal) implements BoundExpr {
        public static final Literal TRUE = new Literal(LiteralValue.TRUE);
        public static final Literal FALSE = new Literal(LiteralValue.FALSE);

        /** The null of that type. */
        public static Literal nullOf(DataType type) {
            return new Literal(LiteralValue.of(null, type));
        }

        public static Literal of(@Nullable Object value, DataType type) {
            return new Literal(LiteralValue.of(value, type));
        }

        public @Nullable Object value() {
            return literal.value();
        }

        @Override
        public DataType type() {
            return literal.type();
        }

        @Override
        public boolean nullable() {
            return literal.isNull();
        }

        @Override
        public List<BoundExpr> children() {
            return List.of();
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            return this;
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitLiteral(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Literal that && literal.equals(that.literal);
        }

        @Override
        public int hashCode() {
            return literal.hashCode();
        }

        @Override
        public String toString() {
            return literal.toString();
        }
    }

    /** A scalar function call. */
    record Call(Function function, List<BoundExpr> args, DataType type, boolean nullable) implements BoundExpr {
        public Call {
            args = List.copyOf(args);
        }

        public BoundExpr arg(int index) {
            return args.get(index);
        }

        @Override
        public List<BoundExpr> children() {
            return args;
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            return sameInstances(children, args) ? this : BoundExprs.call(function, children, type);
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitCall(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call that
                    && function == that.function
                    && nullable == that.nullable
                    && type.equals(that.type)
                    && args.equals(that.args);
        }

        @Override
        public int hashCode() {
            return 31 * function.hashCode() + args.hashCode();
        }

        @Override
        public String toString() {
            return function.render(args.stream().map(BoundExpr::toString).toList());
        }
    }

    /** A conversion. */
    record Cast(BoundExpr input, DataType type, CastMode mode) implements BoundExpr {
        @Override
        public boolean nullable() {
            return mode == CastMode.TRY || input.nullable();
        }

        @Override
        public List<BoundExpr> children() {
            return List.of(input);
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            return children.get(0) == input ? this : new Cast(children.get(0), type, mode);
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitCast(this);
        }

        @Override
        public String toString() {
            return mode.symbol() + "(" + input + " as " + type + ")";
        }
    }

    /** Whether the input equals one of the options, which are constants of its type. */
    record In(BoundExpr input, List<LiteralValue> options) implements BoundExpr {
        public In {
            options = List.copyOf(options);
        }

        @Override
        public DataType type() {
            return DataType.BOOL;
        }

        @Override
        public boolean nullable() {
            return input.nullable() || options.stream().anyMatch(LiteralValue::isNull);
        }

        @Override
        public List<BoundExpr> children() {
            return List.of(input);
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            return children.get(0) == input ? this : new In(children.get(0), options);
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitIn(this);
        }

        @Override
        public String toString() {
            String head = options.stream().limit(10).map(LiteralValue::toString).collect(Collectors.joining(", "));
            String more = options.size() > 10 ? ", .. " + (options.size() - 10) + " more" : "";
            return "(" + input + " in [" + head + more + "])";
        }
    }

    /**
     * The value of the first branch whose condition is true, else {@code otherwise}; {@link #children()} lists condition
     * and value of each branch in turn, then {@code otherwise}.
     */
    record Case(List<Branch> branches, BoundExpr otherwise) implements BoundExpr {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public DataType type() {
            return otherwise.type();
        }

        @Override
        public boolean nullable() {
            return otherwise.nullable() || branches.stream().anyMatch(b -> b.then.nullable());
        }

        @Override
        public List<BoundExpr> children() {
            List<BoundExpr> children = new java.util.ArrayList<>();
            for (Branch branch : branches) {
                children.add(branch.when);
                children.add(branch.then);
            }
            children.add(otherwise);
            return children;
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            if (sameInstances(children, children())) {
                return this;
            }
            List<Branch> changed = new java.util.ArrayList<>();
            for (int i = 0; i < branches.size(); i++) {
                changed.add(new Branch(children.get(2 * i), children.get(2 * i + 1)));
            }
            return new Case(changed, children.get(children.size() - 1));
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitCase(this);
        }

        @Override
        public String toString() {
            return branches.stream()
                            .map(b -> b.when + " then " + b.then + " ")
                            .collect(Collectors.joining("when ", "when ", "otherwise "))
                    + otherwise;
        }
    }

    /** A condition of a {@link Case} and its value. */
    record Branch(BoundExpr when, BoundExpr then) {}

    /**
     * An aggregate over the rows of a group for which {@code where} (null: no condition) is true. Lives only in the
     * aggregate node of a plan, never inside another aggregate.
     */
    record Aggregate(
            AggregateFunction function,
            List<BoundExpr> args,
            @Nullable BoundExpr where,
            List<BoundSortKey> orderBy,
            DataType type)
            implements BoundExpr {
        public Aggregate {
            args = List.copyOf(args);
            orderBy = List.copyOf(orderBy);
        }

        @Override
        public boolean nullable() {
            return function != AggregateFunction.COUNT_ROWS
                    && function != AggregateFunction.COUNT
                    && function != AggregateFunction.COUNT_DISTINCT;
        }

        /** Arguments, then the condition if there is one, then the sort expressions. */
        @Override
        public List<BoundExpr> children() {
            List<BoundExpr> children = new java.util.ArrayList<>(args);
            if (where != null) {
                children.add(where);
            }
            orderBy.forEach(key -> children.add(key.expr()));
            return children;
        }

        @Override
        public BoundExpr withChildren(List<BoundExpr> children) {
            if (sameInstances(children, children())) {
                return this;
            }
            int next = args.size();
            List<BoundExpr> newArgs = children.subList(0, next);
            BoundExpr newWhere = where == null ? null : children.get(next++);
            List<BoundSortKey> newOrder = new java.util.ArrayList<>();
            for (BoundSortKey key : orderBy) {
                newOrder.add(key.withExpr(children.get(next++)));
            }
            return new Aggregate(function, newArgs, newWhere, newOrder, type);
        }

        @Override
        public <R> R accept(BoundExprVisitor<R> visitor) {
            return visitor.visitAggregate(this);
        }

        @Override
        public String toString() {
            String order = orderBy.isEmpty()
                    ? ""
                    : " order by " + orderBy.stream().map(Objects::toString).collect(Collectors.joining(", "));
            return function.symbol()
                    + args.stream().map(BoundExpr::toString).collect(Collectors.joining(", ", "(", order + ")"))
                    + (where == null ? "" : " where " + where);
        }
    }

    private static boolean sameInstances(List<BoundExpr> a, List<BoundExpr> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }
}
