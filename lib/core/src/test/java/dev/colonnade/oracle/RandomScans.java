package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Coercion;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes up plans of what a reader of files can do alone: filters, columns, names, limits in file order, unions, and at the
 * end aggregates of all rows. The same seed gives the same plan.
 */
public final class RandomScans {
    private static final int MOST_STEPS = 4;

    private final List<FileSet> datasets;
    private Random random = new Random(0);
    private int names;

    /** @param datasets what plans scan; one that is listed twice is scanned twice as often */
    public RandomScans(List<FileSet> datasets) {
        this.datasets = List.copyOf(datasets);
    }

    /** A plan in the making, whose rows are in file order or in none. */
    private record Draft(LogicalPlan plan, boolean inFileOrder) {
        Draft keep(LogicalPlan above) {
            return new Draft(above, inFileOrder);
        }
    }

    /** The plan of that seed. */
    public RandomPlan plan(long seed) {
        random = new Random(seed);
        names = 0;
        Draft draft = new Draft(scan(), true);
        for (int i = 1 + random.nextInt(MOST_STEPS); i > 0; i--) {
            draft = step(draft);
        }
        return new RandomPlan(chance(25) ? allRows(draft.plan()) : draft.plan(), false);
    }

    private LogicalPlan scan() {
        return LogicalPlan.Scan.of(datasets.get(random.nextInt(datasets.size())));
    }

    /** Another step, or none if the builders refuse it. */
    private Draft step(Draft draft) {
        try {
            return stepAbove(draft);
        } catch (PlanException refused) {
            return draft;
        }
    }

    private Draft stepAbove(Draft draft) {
        LogicalPlan plan = draft.plan();
        int dice = random.nextInt(100);
        if (dice < 50) {
            return draft.keep(PlanBuilder.filter(plan, exprs(plan).condition(random.nextInt(3))));
        }
        if (dice < 65) {
            return draft.keep(PlanBuilder.select(plan, some(plan)));
        }
        if (dice < 75) {
            String renamed = anyColumn(plan);
            boolean tame = renamed.startsWith(Pools.TAME);
            return draft.keep(PlanBuilder.rename(plan, Map.of(renamed, (tame ? Pools.TAME : "") + "r" + names++)));
        }
        if (dice < 90) {
            return draft.inFileOrder()
                    ? draft.keep(PlanBuilder.limit(plan, chance(40) ? random.nextInt(8) : 0, random.nextInt(40)))
                    : draft;
        }
        return new Draft(union(plan, scan()), false);
    }

    private RandomExprs exprs(LogicalPlan plan) {
        return RandomExprs.over(random, plan.schema());
    }

    private List<Expr> some(LogicalPlan plan) {
        List<Expr> columns = new ArrayList<>();
        plan.schema().fields().stream().filter(f -> chance(60)).forEach(f -> columns.add(col(f.name())));
        return columns.isEmpty() ? List.of(col(anyColumn(plan))) : columns;
    }

    private String anyColumn(LogicalPlan plan) {
        List<String> columns = plan.schema().names();
        return columns.get(random.nextInt(columns.size()));
    }

    private static LogicalPlan union(LogicalPlan plan, LogicalPlan other) {
        List<Expr> fitting = other.schema().fields().stream()
                .filter(field -> fits(plan, field))
                .map(field -> col(field.name()))
                .toList();
        return fitting.isEmpty() ? plan : PlanBuilder.union(List.of(plan, PlanBuilder.select(other, fitting)));
    }

    private static boolean fits(LogicalPlan plan, Field field) {
        return plan.schema()
                .find(field.name())
                .map(f -> Coercion.common(f.type(), field.type()).isPresent())
                .orElse(true);
    }

    private LogicalPlan allRows(LogicalPlan plan) {
        List<Expr> results = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            results.add(aggregate(plan).as("c" + names++));
        }
        return PlanBuilder.aggregate(plan, List.of(), results);
    }

    private Expr aggregate(LogicalPlan plan) {
        return switch (random.nextInt(5)) {
            case 0 -> count();
            case 1 -> count(anyColumn(plan));
            case 2 -> min(anyColumn(plan));
            case 3 -> max(anyColumn(plan));
            default -> sum(exprs(plan).tame(chance(50) ? Kind.INT : Kind.FLOAT, 0));
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
