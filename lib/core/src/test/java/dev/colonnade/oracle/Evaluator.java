package dev.colonnade.oracle;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprVisitor;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a bound expression for one row. */
public final class Evaluator implements BoundExprVisitor<@Nullable Object> {
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
    public static boolean isTrue(BoundExpr condition, Schema schema, List<@Nullable Object> row) {
        return Boolean.TRUE.equals(value(condition, schema, row));
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
                yield Scalars.apply(call, args);
            }
        };
    }

    /** The value that decides, if an operand has it; else null if one is null; else the other value. */
    private @Nullable Object junction(List<BoundExpr> operands, boolean decides) {
        boolean sawNull = false;
        for (BoundExpr operand : operands) {
            Object value = operand.accept(this);
            if (value == null) {
                sawNull = true;
            } else if (value.equals(decides)) {
                return decides;
            }
        }
        return sawNull ? null : (Object) !decides;
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
        if (value == null) {
            return null;
        }
        try {
            return Conversions.convert(value, cast.input().type(), cast.type());
        } catch (OracleError doesNotFit) {
            if (cast.mode() == CastMode.TRY) {
                return null;
            }
            throw doesNotFit;
        }
    }

    @Override
    public @Nullable Object visitIn(BoundExpr.In in) {
        Object value = in.input().accept(this);
        if (value == null) {
            return null;
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
            if (Boolean.TRUE.equals(branch.when().accept(this))) {
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
