package dev.colonnade.oracle;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprVisitor;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The value of a bound expression for one row. */
public final class Evaluator implements BoundExprVisitor<@Nullable Object> {
    /** Stands for the value of what has to fail. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "a value that does not exist";
        }
    };

    private final Schema schema;
    private final List<@Nullable Object> row;

    private Evaluator(Schema schema, List<@Nullable Object> row) {
        this.schema = schema;
        this.row = row;
    }

    /** @throws OracleError if the row makes the expression fail */
    public static @Nullable Object value(BoundExpr expr, Schema schema, List<@Nullable Object> row) {
        return expr.accept(new Evaluator(schema, row));
    }

    /** Whether a filter keeps the row. @throws OracleError if the row makes the condition fail */
    /** @throws OracleError if the condition has no value */
    public static boolean isTrue(BoundExpr condition, Schema schema, List<@Nullable Object> row) {
        return Boolean.TRUE.equals(known(value(condition, schema, row)));
    }

    /** @throws OracleError if {@code value} is {@link #NONE}, on which more depends than this value */
    public static @Nullable Object known(@Nullable Object value) {
        if (value == NONE) {
            throw new OracleError("What happens depends on " + NONE + ".");
        }
        return value;
    }

    @Override
    public @Nullable Object visitColumn(BoundExpr.Column column) {
        return row.get(schema.indexOf(column.name()));
    }

    @Override
    public @Nullable Object visitLiteral(BoundExpr.Literal literal) {
        return literal.value();
    }

    @Override
    public @Nullable Object visitCall(BoundExpr.Call call) {
        return switch (call.function()) {
            case AND -> junction(call.args(), false);
            case OR -> junction(call.args(), true);
            case COALESCE -> firstNotNull(call.args());
            default -> {
                List<@Nullable Object> args = new ArrayList<>();
                call.args().forEach(arg -> args.add(arg.accept(this)));
                yield args.contains(NONE) ? ofNone(call) : orNone(() -> Scalars.apply(call, args));
            }
        };
    }

    private static @Nullable Object orNone(Supplier<@Nullable Object> value) {
        try {
            return value.get();
        } catch (OracleError noValue) {
            return NONE;
        }
    }

    /** Whether it is null can be known without computing it. */
    private static Object ofNone(BoundExpr.Call call) {
        if (call.function() == Function.IS_NULL || call.function() == Function.IS_NOT_NULL) {
            known(NONE);
        }
        return NONE;
    }

    /** The value that decides, if an operand has it; else null if one is null; else the other value. */
    private @Nullable Object junction(List<BoundExpr> operands, boolean decides) {
        boolean sawNull = false;
        boolean sawNone = false;
        for (BoundExpr operand : operands) {
            Object value = operand.accept(this);
            sawNull |= value == null;
            sawNone |= value == NONE;
            if (value != null && value.equals(decides)) {
                return decides;
            }
        }
        return sawNone ? NONE : sawNull ? null : (Object) !decides;
    }

    private @Nullable Object firstNotNull(List<BoundExpr> operands) {
        for (BoundExpr operand : operands) {
            Object value = operand.accept(this);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    @Override
    public @Nullable Object visitCast(BoundExpr.Cast cast) {
        Object value = cast.input().accept(this);
        if (value == null || value == NONE) {
            return value;
        }
        Object converted = orNone(() -> Conversions.convert(value, cast.input().type(), cast.type()));
        return converted == NONE && cast.mode() == CastMode.TRY ? null : converted;
    }

    @Override
    public @Nullable Object visitIn(BoundExpr.In in) {
        Object value = in.input().accept(this);
        if (value == null || value == NONE) {
            return value;
        }
        boolean sawNull = false;
        for (LiteralValue option : in.options()) {
            Object wanted = option.value();
            if (wanted == null) {
                sawNull = true;
            } else if (Values.compare(value, wanted) == 0) {
                return true;
            }
        }
        return sawNull ? null : (Object) false;
    }

    @Override
    public @Nullable Object visitCase(BoundExpr.Case choice) {
        for (BoundExpr.Branch branch : choice.branches()) {
            Object condition = branch.when().accept(this);
            if (condition == NONE) {
                return NONE;
            }
            if (Boolean.TRUE.equals(condition)) {
                return branch.then().accept(this);
            }
        }
        return choice.otherwise().accept(this);
    }

    @Override
    public @Nullable Object visitAggregate(BoundExpr.Aggregate aggregate) {
        throw new IllegalStateException("An aggregate has no value for one row: " + aggregate);
    }
}
