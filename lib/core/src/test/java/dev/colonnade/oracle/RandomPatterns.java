package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Conditions in the shapes that optimizer rules look for, which chance alone seldom makes. */
final class RandomPatterns {
    private final RandomExprs exprs;

    RandomPatterns(RandomExprs exprs) {
        this.exprs = exprs;
    }

    Expr any() {
        return switch (exprs.dice(8)) {
            case 0, 1 -> severalOfOne();
            case 2 -> sharedOperands();
            case 3 -> datePart();
            case 4 -> dateTruncated();
            case 5 -> castCompared();
            case 6 -> shiftedCompared();
            default -> knownChoice();
        };
    }

    /** Several conditions on one value, joined by AND and OR. */
    private Expr severalOfOne() {
        Kind kind = exprs.scalarKind();
        Expr value = exprs.of(kind, exprs.chance(70) ? 0 : 1);
        Expr condition = oneOf(kind, value);
        for (int i = 1 + exprs.dice(3); i > 0; i--) {
            Expr next = oneOf(kind, value);
            condition = exprs.chance(65) ? condition.and(next) : condition.or(next);
        }
        return exprs.chance(15) ? condition.not() : condition;
    }

    private Expr oneOf(Kind kind, Expr value) {
        Expr literal = exprs.literal(kind);
        return switch (exprs.dice(10)) {
            case 0 -> value.isNull();
            case 1 -> value.isNotNull();
            case 2 -> value.isIn(literal, exprs.literal(kind), exprs.literal(kind));
            case 3 -> value.isIn(literal, exprs.literal(kind)).not();
            case 4 -> exprs.compare(literal, value);
            case 5 -> value.between(literal, exprs.literal(kind));
            default -> exprs.compare(value, literal);
        };
    }

    /** {@code (a AND b) OR (a AND c)} and its like. */
    private Expr sharedOperands() {
        Expr a = exprs.condition(0);
        Expr b = exprs.condition(0);
        Expr c = exprs.condition(0);
        return switch (exprs.dice(5)) {
            case 0 -> a.and(b).or(a.and(c));
            case 1 -> a.or(b).and(a.or(c));
            case 2 -> a.and(b).or(a);
            case 3 -> a.or(b.and(a.not()));
            default -> a.and(b.or(a)).not();
        };
    }

    private Expr datePart() {
        Expr day = exprs.of(exprs.oneOf(Kind.DATE, Kind.TIMESTAMP, Kind.UTC), exprs.chance(80) ? 0 : 1);
        Expr part =
                switch (exprs.dice(5)) {
                    case 0, 1, 2 -> day.dt().year();
                    case 3 -> day.dt().month();
                    default -> day.dt().quarter();
                };
        int number = exprs.oneOf(2024, 2025, 1970, 1969, 12, 1, 0, 99_999);
        return switch (exprs.dice(4)) {
            case 0 -> part.between(number, number + 1);
            case 1 -> part.isIn(number, 2024, 9999);
            default -> exprs.compare(part, lit(number));
        };
    }

    private Expr dateTruncated() {
        Expr day = exprs.of(exprs.oneOf(Kind.DATE, Kind.TIMESTAMP), 0);
        DateUnit unit = exprs.oneOf(DateUnit.YEAR, DateUnit.QUARTER, DateUnit.MONTH, DateUnit.WEEK, DateUnit.DAY);
        LocalDate start = exprs.oneOf(
                LocalDate.of(2024, 1, 1),
                LocalDate.of(2024, 2, 1),
                LocalDate.of(2024, 12, 30),
                LocalDate.of(1970, 1, 1));
        return exprs.compare(day.dt().truncate(unit), lit(start));
    }

    /** A converted value beside a constant, within the narrow type's range or beyond. */
    private Expr castCompared() {
        Kind kind = exprs.oneOf(Kind.INT, Kind.INT, Kind.DECIMAL, Kind.FLOAT, Kind.DATE, Kind.TIMESTAMP, Kind.BOOL);
        Expr value = exprs.of(kind, 0);
        return switch (kind) {
            case INT ->
                exprs.chance(50)
                        ? exprs.compare(
                                value.tryCast(exprs.oneOf(DataType.INT64, DataType.INT8, DataType.FLOAT64)), number())
                        : exprs.compare(value.cast(DataType.decimal(38, 2)), number());
            case DECIMAL -> exprs.compare(value.cast(DataType.FLOAT64), number());
            case FLOAT ->
                exprs.compare(value.tryCast(exprs.oneOf(DataType.FLOAT32, DataType.FLOAT64, DataType.INT32)), number());
            case DATE ->
                exprs.compare(value.cast(DataType.timestamp(Resolution.MICROS)), exprs.literal(Kind.TIMESTAMP));
            case TIMESTAMP -> exprs.compare(value.cast(DataType.DATE), exprs.literal(Kind.DATE));
            default -> exprs.compare(value.cast(DataType.INT32), lit(exprs.dice(3)));
        };
    }

    private Expr number() {
        return exprs.chance(70) ? lit(exprs.oneOf(-1, 0, 1, 2, 7, 127, 128, 300)) : exprs.literal(Kind.FLOAT);
    }

    private Expr shiftedCompared() {
        Expr value = exprs.tame(Kind.INT, 0);
        Expr shifted =
                switch (exprs.dice(6)) {
                    case 0 -> value.plus(0);
                    case 1 -> value.times(1);
                    case 2 -> value.times(0);
                    case 3 -> value.cast(DataType.INT64).plus(exprs.dice(3));
                    case 4 -> lit(1L).minus(value);
                    default -> value.negate().negate();
                };
        return exprs.compare(shifted, lit(exprs.dice(6) - 2));
    }

    /** A choice between constants, compared with one of them. */
    private Expr knownChoice() {
        Kind kind = exprs.scalarKind();
        List<Expr> literals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            literals.add(exprs.literal(kind));
        }
        Expr choice =
                switch (exprs.dice(4)) {
                    case 0 -> coalesce(exprs.of(kind, 0), literals.get(1));
                    case 1 -> exprs.of(kind, 0).nullIf(literals.get(1));
                    case 2 -> when(exprs.condition(0)).then(literals.get(0)).otherwise(literals.get(1));
                    default ->
                        when(exprs.condition(0))
                                .then(literals.get(0))
                                .when(exprs.condition(0))
                                .then(exprs.of(kind, 0))
                                .otherwiseNull();
                };
        return exprs.chance(30) ? choice.isNull() : exprs.compare(choice, literals.get(exprs.dice(3)));
    }
}
