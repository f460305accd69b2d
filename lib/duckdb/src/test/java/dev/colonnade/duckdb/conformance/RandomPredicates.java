package dev.colonnade.duckdb.conformance;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.least;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Conditions of every shape that statistics may decide, none of which fails for a row. */
final class RandomPredicates {
    /** What a condition may read, with values to compare it with. */
    record Operand(Expr expr, DataType type, List<Object> pool) {}

    private final Random random;
    private final List<Operand> operands;

    RandomPredicates(Random random, List<Operand> operands) {
        this.random = random;
        this.operands = operands;
    }

    Expr condition(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            Expr left = condition(depth - 1);
            return switch (random.nextInt(5)) {
                case 0, 1 -> left.and(condition(depth - 1));
                case 2 -> left.or(condition(depth - 1));
                case 3 -> left.not();
                default -> left.eqNullSafe(condition(depth - 1));
            };
        }
        Operand operand = operands.get(random.nextInt(operands.size()));
        if (random.nextInt(10) == 0) {
            return random.nextBoolean()
                    ? operand.expr().isNull()
                    : operand.expr().isNotNull();
        }
        if (operand.type() instanceof DataType.BoolType && random.nextBoolean()) {
            return random.nextBoolean() ? operand.expr() : operand.expr().not();
        }
        if (operand.type().isNumeric() && random.nextInt(3) == 0) {
            return compared(number(operand), lit(number()));
        }
        boolean calendar =
                operand.type() instanceof DataType.DateType || operand.type() instanceof DataType.TimestampType;
        if (calendar && random.nextInt(2) == 0) {
            return calendar(operand);
        }
        if (operand.type() instanceof DataType.StringType && random.nextInt(3) == 0) {
            return text(operand);
        }
        if (random.nextInt(6) == 0) {
            return chosen(operand);
        }
        return compared(operand.expr(), literal(operand));
    }

    private Expr compared(Expr value, Expr constant) {
        return switch (random.nextInt(9)) {
            case 0 -> value.ne(constant);
            case 1 -> value.lt(constant);
            case 2 -> value.le(constant);
            case 3 -> value.gt(constant);
            case 4 -> value.ge(constant);
            case 5 -> value.eqNullSafe(constant);
            case 6 -> constant.lt(value);
            default -> value.eq(constant);
        };
    }

    private Expr chosen(Operand operand) {
        Expr value = operand.expr();
        Expr other = literal(operand);
        return switch (random.nextInt(8)) {
            case 0 -> value.isIn(pick(operand), pick(operand), random.nextInt(4) == 0 ? null : pick(operand));
            case 1 -> value.isIn(pick(operand), pick(operand)).not();
            case 2 -> value.between(literal(operand), literal(operand));
            case 3 -> compared(coalesce(value, other), literal(operand));
            case 4 -> compared(least(value, other), literal(operand));
            case 5 -> compared(greatest(value, other), literal(operand));
            case 6 -> compared(value.nullIf(other), literal(operand));
            default -> compared(when(condition(0)).then(value).otherwise(other), literal(operand));
        };
    }

    /** A number computed from small ones; large ones become null first. */
    private Expr number(Operand operand) {
        Expr real = operand.expr().tryCast(DataType.FLOAT64);
        Expr small = operand.expr().tryCast(DataType.decimal(9, 2));
        int constant = random.nextInt(7) - 3;
        return switch (random.nextInt(14)) {
            case 0 -> real.plus(constant);
            case 1 -> lit((double) constant).minus(real);
            case 2 -> real.times(constant);
            case 3 -> real.div(constant);
            case 4 -> real.negate();
            case 5 -> real.abs();
            case 6 -> small.plus(constant);
            case 7 -> small.times(constant);
            case 8 -> small.round(1);
            case 9 -> random.nextBoolean() ? small.floor() : real.ceil();
            case 10 ->
                operand.expr().tryCast(DataType.INT16).tryCast(DataType.INT64).minus(constant);
            case 11 ->
                operand.expr().tryCast(DataType.INT8).tryCast(DataType.INT32).intDiv(2);
            case 12 -> real.round(random.nextInt(3));
            default -> operand.expr().tryCast(random.nextBoolean() ? DataType.FLOAT32 : DataType.decimal(30, 4));
        };
    }

    private Object number() {
        return List.of(-1.5, -1, 0, 1, 2, 2.5, 3, 100, 128, 30_000).get(random.nextInt(10));
    }

    private Expr calendar(Operand operand) {
        Expr time = operand.expr();
        return switch (random.nextInt(9)) {
            case 0 -> compared(time.dt().month(), lit(List.of(1, 2, 6, 12).get(random.nextInt(4))));
            case 1 -> compared(time.dt().day(), lit(List.of(1, 15, 29, 31).get(random.nextInt(4))));
            case 2 -> compared(time.dt().dayOfWeek(), lit(1 + random.nextInt(7)));
            case 3 -> compared(time.dt().quarter(), lit(1 + random.nextInt(4)));
            case 4 -> compared(time.dt().truncate(List.of(DateUnit.values()).get(random.nextInt(5))), literal(operand));
            case 5 ->
                operand.type() instanceof DataType.TimestampType
                        ? compared(time.dt().hour(), lit(random.nextInt(24)))
                        : compared(
                                time.dt().dayOfYear(),
                                lit(List.of(1, 31, 60, 365).get(random.nextInt(4))));
            case 6 ->
                operand.type() instanceof DataType.TimestampType
                        ? compared(time.plus(Duration.ofHours(random.nextInt(48) - 24)), literal(operand))
                        : compared(time.plus(Period.of(0, random.nextInt(3) - 1, random.nextInt(5))), literal(operand));
            default ->
                compared(time.dt().year(), lit(List.of(1969, 1970, 2023, 2024).get(random.nextInt(4))));
        };
    }

    private Expr text(Operand operand) {
        String word = (String) pick(operand);
        String start =
                word.substring(0, word.offsetByCodePoints(0, Math.min(2, word.codePointCount(0, word.length()))));
        return switch (random.nextInt(5)) {
            case 0 -> operand.expr().like(start + "%");
            case 1 -> operand.expr().like("%" + start);
            case 2 -> operand.expr().str().startsWith(start);
            case 3 -> compared(operand.expr().str().substring(1, 1 + random.nextInt(3)), lit(start));
            default -> compared(operand.expr().str().upper(), lit(word));
        };
    }

    private Expr literal(Operand operand) {
        return lit(random.nextInt(25) == 0 ? null : pick(operand));
    }

    private @Nullable Object pick(Operand operand) {
        return operand.pool().get(random.nextInt(operand.pool().size()));
    }
}
