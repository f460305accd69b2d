package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.all;
import static dev.colonnade.expr.Exprs.any;
import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.last;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.median;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.quantile;
import static dev.colonnade.expr.Exprs.stddev;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.expr.Exprs.variance;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.type.Schema;
import java.util.Random;

/** Makes up aggregates whose value does not depend on the order of rows. */
final class RandomAggregates {
    private final Random random;
    private final RandomExprs exprs;

    RandomAggregates(Random random, Schema schema) {
        this.random = random;
        this.exprs = RandomExprs.over(random, schema);
    }

    /** Small whole numbers, or sums of them. */
    Expr tame() {
        return switch (random.nextInt(6)) {
            case 0 -> where(count());
            case 1 -> where(count(anything()));
            case 2 -> where(countDistinct(anything()));
            case 3 -> where(sum(exprs.tame(Kind.INT, 1)));
            case 4 -> where(sum(exprs.tame(Kind.DECIMAL, 1)));
            default -> where(sum(exprs.tame(Kind.FLOAT, 1)));
        };
    }

    Expr wild() {
        return switch (random.nextInt(11)) {
            case 0, 1 -> where(min(anything()));
            case 2, 3 -> where(max(anything()));
            case 4 -> where(avg(exprs.tame(exprs.oneOf(Kind.INT, Kind.FLOAT), 1)));
            case 5 -> where(median(exprs.tame(exprs.oneOf(Kind.INT, Kind.FLOAT), 1)));
            case 6 -> where(quantile(exprs.tame(exprs.oneOf(Kind.INT, Kind.FLOAT), 1), exprs.oneOf(0.0, 0.25, 1.0)));
            case 7 -> edge();
            case 8 -> where(any(exprs.condition(1)));
            case 9 -> where(all(exprs.condition(1)));
            default -> exprs.chance(80) ? sum(exprs.tame(Kind.INT, 1)).plus(count()) : sum(exprs.of(Kind.INT, 0));
        };
    }

    /** Floats that two right implementations may round differently. */
    Expr fuzzy() {
        return switch (random.nextInt(5)) {
            case 0 -> where(stddev(exprs.tame(number(), 1)));
            case 1 -> where(variance(exprs.tame(number(), 1)));
            case 2 -> where(quantile(exprs.tame(number(), 1), 0.9));
            case 3 -> avg(exprs.tame(number(), 1)).plus(count());
            default -> where(avg(exprs.tame(Kind.DECIMAL, 1)));
        };
    }

    private Kind number() {
        return exprs.oneOf(Kind.INT, Kind.DECIMAL, Kind.FLOAT);
    }

    private Expr anything() {
        return exprs.of(exprs.scalarKind(), 1);
    }

    private Expr where(Expr.Aggregate aggregate) {
        return exprs.chance(20) ? aggregate.where(exprs.condition(1)) : aggregate;
    }

    /** The value of the first or last row; rows that tie in the order have the same value. */
    private Expr edge() {
        Expr value = anything();
        SortKey by = exprs.chance(50) ? anything().asc() : anything().desc().nullsFirst();
        SortKey tie = exprs.chance(50) ? value.asc() : value.desc();
        return where((exprs.chance(50) ? first(value) : last(value)).orderBy(by, tie));
    }
}
