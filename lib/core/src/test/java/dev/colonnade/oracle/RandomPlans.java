package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.rightCol;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Coercion;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes up plans over some file sets, through the builders that users meet. The same seed gives the same plan.
 *
 * <p>What a plan answers is determined: a limit stands only above a total order or the file order, first and last have a
 * total order, and floats that may round differently come last of all.
 */
public final class RandomPlans {
    private static final List<String> ODD_NAMES = List.of(
            "C1",
            "select",
            "a b",
            "\"q\"",
            "it's",
            "t1",
            "v1",
            "e1",
            "row",
            "__agg0",
            "\u00e9\uD83D\uDE00",
            "x_right",
            "count(*)",
            "_",
            "file_index",
            "filename",
            "file_row_number",
            "T_I8",
            "S",
            "\n",
            "1",
            "?",
            "$1",
            "a.b");
    private static final int MOST_STEPS = 6;
    private static final int MOST_PAIRS = 10_000;

    /** What is known of the sequence of rows: nothing, the file order, or an order of all columns. */
    private enum Order {
        NONE,
        FILE,
        TOTAL
    }

    /** A plan in the making; {@code rows} is an upper bound. */
    private record Draft(LogicalPlan plan, Order order, long rows) {
        Schema schema() {
            return plan.schema();
        }

        /** A step above that keeps the sequence. */
        Draft keep(LogicalPlan above) {
            return new Draft(above, order, rows);
        }

        Draft unordered(LogicalPlan above) {
            return new Draft(above, Order.NONE, rows);
        }
    }

    private final List<FileSet> datasets;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private Random random;
    private int names;

    /** @param datasets what plans scan; one that is listed twice is scanned twice as often */
    public RandomPlans(List<FileSet> datasets) {
        this.datasets = List.copyOf(datasets);
        this.random = new Random(0);
    }

    /** The plan of that seed. */
    public RandomPlan plan(long seed) {
        random = new Random(seed);
        names = 0;
        Draft draft = draft(1 + random.nextInt(MOST_STEPS));
        if (chance(25)) {
            draft = attempt(draft, this::fuzzyEnd);
        } else if (chance(8)) {
            draft = attempt(draft, this::failingEnd);
        }
        return new RandomPlan(draft.plan(), draft.order() == Order.TOTAL);
    }

    /** How often the builders refused a step, by message; the step was left out. */
    public Map<String, Integer> refusals() {
        return refusals;
    }

    private Draft draft(int steps) {
        FileSet files = datasets.get(random.nextInt(datasets.size()));
        Draft draft = chance(6) ? values() : new Draft(LogicalPlan.Scan.of(files), Order.FILE, files.rowCount());
        for (int i = 0; i < steps; i++) {
            draft = attempt(draft, this::step);
        }
        return draft;
    }

    private Draft values() {
        Schema schema = chance(50) ? TestSchemas.TAME : TestSchemas.WIDE;
        int rows = 1 + random.nextInt(6);
        LogicalPlan known = new LogicalPlan.Values(schema, Pools.rows(random, schema.fields(), rows), "chance");
        return new Draft(known, Order.FILE, rows);
    }

    private interface Step {
        Draft above(Draft draft);
    }

    private Draft attempt(Draft draft, Step step) {
        try {
            return step.above(draft);
        } catch (PlanException refused) {
            refusals.merge(String.valueOf(refused.getMessage()), 1, Integer::sum);
            return draft;
        }
    }

    private Draft step(Draft draft) {
        int dice = random.nextInt(100);
        if (dice < 18) {
            return filter(draft);
        }
        if (dice < 30) {
            return select(draft);
        }
        if (dice < 42) {
            return withColumns(draft);
        }
        if (dice < 46) {
            return renameOrDrop(draft);
        }
        if (dice < 60) {
            return aggregate(draft);
        }
        if (dice < 68) {
            return sort(draft);
        }
        if (dice < 77) {
            return cut(draft);
        }
        if (dice < 82) {
            return draft.unordered(new LogicalPlan.Distinct(draft.plan()));
        }
        return dice < 94 ? join(draft, draft(random.nextInt(3))) : union(draft);
    }

    private Draft filter(Draft draft) {
        Expr condition = over(draft).condition(1 + random.nextInt(3));
        Expr either = chance(40) ? condition.or(over(draft).condition(1)) : condition;
        return draft.keep(PlanBuilder.filter(draft.plan(), either));
    }

    // --- columns

    private RandomExprs over(Draft draft) {
        return RandomExprs.over(random, draft.schema());
    }

    /** A new name; now and then one that an engine may take for something else. */
    private String name(boolean tame) {
        String name = "c" + names++;
        String odd = ODD_NAMES.get(random.nextInt(ODD_NAMES.size()));
        return (tame ? Pools.TAME : "") + (chance(12) ? odd : name);
    }

    private Expr computed(RandomExprs exprs) {
        if (chance(35)) {
            Kind kind = exprs.oneOf(Kind.INT, Kind.INT, Kind.DECIMAL, Kind.FLOAT);
            return exprs.tame(kind, 2).as(name(true));
        }
        return exprs.of(exprs.scalarKind(), 1 + random.nextInt(3)).as(name(false));
    }

    private Draft select(Draft draft) {
        RandomExprs exprs = over(draft);
        List<Expr> columns = new ArrayList<>();
        some(draft.schema(), 60).forEach(f -> columns.add(col(f.name())));
        for (int i = random.nextInt(3); i > 0 || columns.isEmpty(); i--) {
            columns.add(computed(exprs));
        }
        return draft.keep(PlanBuilder.select(draft.plan(), columns));
    }

    private Draft withColumns(Draft draft) {
        RandomExprs exprs = over(draft);
        List<Expr> columns = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            columns.add(computed(exprs));
        }
        if (chance(20)) {
            Field replaced = draft.schema().field(random.nextInt(draft.schema().size()));
            if (!replaced.name().startsWith(Pools.TAME)) {
                columns.add(exprs.of(Kind.of(replaced.type()), 2).as(replaced.name()));
            }
        }
        return draft.keep(PlanBuilder.withColumns(draft.plan(), columns));
    }

    private Draft renameOrDrop(Draft draft) {
        Field field = draft.schema().field(random.nextInt(draft.schema().size()));
        if (chance(50) && draft.schema().size() > 1) {
            return draft.keep(PlanBuilder.drop(draft.plan(), List.of(field.name())));
        }
        String name = name(field.name().startsWith(Pools.TAME));
        return draft.keep(PlanBuilder.rename(draft.plan(), Map.of(field.name(), name)));
    }

    private List<Field> some(Schema schema, int percent) {
        return schema.fields().stream().filter(f -> chance(percent)).toList();
    }

    // --- groups

    private Draft aggregate(Draft draft) {
        RandomAggregates aggregates = new RandomAggregates(random, draft.schema());
        List<Expr> keys = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.add(chance(70) ? col(groupable(draft)) : computed(over(draft)));
        }
        List<Expr> distinctKeys = keys.stream().distinct().toList();
        List<Expr> results = new ArrayList<>();
        boolean keysOnly = !distinctKeys.isEmpty() && chance(8);
        for (int i = keysOnly ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            boolean tame = chance(50);
            results.add((tame ? aggregates.tame() : aggregates.wild()).as(name(tame)));
        }
        return draft.unordered(PlanBuilder.aggregate(draft.plan(), distinctKeys, results));
    }

    private String groupable(Draft draft) {
        List<Field> fields = draft.schema().fields();
        return fields.get(random.nextInt(fields.size())).name();
    }

    /** A last step whose floats may differ in the last digits. */
    private Draft fuzzyEnd(Draft draft) {
        if (draft.order() == Order.TOTAL || chance(30)) {
            RandomExprs exprs = over(draft);
            return draft.keep(PlanBuilder.withColumns(
                    draft.plan(),
                    List.of(exprs.fuzzy().as(name(false)), exprs.fuzzy().as(name(false)))));
        }
        RandomAggregates aggregates = new RandomAggregates(random, draft.schema());
        List<Expr> keys = chance(50) ? List.of(col(groupable(draft))) : List.of();
        List<Expr> results =
                List.of(aggregates.fuzzy().as(name(false)), aggregates.fuzzy().as(name(false)));
        return draft.unordered(PlanBuilder.aggregate(draft.plan(), keys, results));
    }

    /** A last step that fails if the extremes have come so far. */
    private Draft failingEnd(Draft draft) {
        return draft.keep(PlanBuilder.withColumns(
                draft.plan(), List.of(over(draft).overflowing().as(name(false)))));
    }

    // --- order

    private Draft sort(Draft draft) {
        List<SortKey> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            keys.add(direction(over(draft).of(over(draft).scalarKind(), 1)));
        }
        return chance(50) ? draft.unordered(PlanBuilder.sort(draft.plan(), keys)) : totallySorted(draft, keys);
    }

    private Draft totallySorted(Draft draft, List<SortKey> first) {
        List<SortKey> keys = new ArrayList<>(first);
        draft.schema().fields().forEach(f -> keys.add(direction(col(f.name()))));
        return new Draft(PlanBuilder.sort(draft.plan(), keys), Order.TOTAL, draft.rows());
    }

    private SortKey direction(Expr expr) {
        SortKey key = chance(50) ? expr.asc() : expr.desc();
        return chance(30) ? key.nullsFirst() : key;
    }

    private Draft cut(Draft draft) {
        Draft input = draft.order() == Order.NONE ? totallySorted(draft, List.of()) : draft;
        int count = random.nextInt(12);
        if (chance(30)) {
            return input.keep(PlanBuilder.tail(input.plan(), count));
        }
        return input.keep(PlanBuilder.limit(input.plan(), chance(40) ? random.nextInt(8) : 0, count));
    }

    // --- several inputs

    private Draft join(Draft left, Draft right) {
        long pairs = left.rows() * right.rows();
        JoinType type = JoinType.values()[random.nextInt(JoinType.values().length)];
        if (pairs > MOST_PAIRS) {
            return left;
        }
        LogicalPlan joined = joinOf(left.plan(), right.plan(), type);
        long rows = type.keepsRightColumns() ? Math.max(pairs, left.rows() + right.rows()) : left.rows();
        return new Draft(joined, Order.NONE, rows);
    }

    private LogicalPlan joinOf(LogicalPlan left, LogicalPlan right, JoinType type) {
        if (type == JoinType.CROSS) {
            return JoinBuilder.cross(left, right);
        }
        List<String> shared = left.schema().fields().stream()
                .filter(f -> right.schema().contains(f.name()))
                .filter(f -> Kind.of(f.type()) != Kind.NESTED)
                .filter(f -> Coercion.common(
                                f.type(), right.schema().field(f.name()).type())
                        .isPresent())
                .map(Field::name)
                .toList();
        if (!shared.isEmpty() && chance(50)) {
            String key = shared.get(random.nextInt(shared.size()));
            String other = shared.get(random.nextInt(shared.size()));
            List<String> keys = key.equals(other) || chance(50) ? List.of(key) : List.of(key, other);
            return JoinBuilder.using(left, right, type, keys);
        }
        return JoinBuilder.on(left, right, type, condition(left.schema(), right.schema()));
    }

    private Expr condition(Schema left, Schema right) {
        List<RandomExprs.Ref> lefts = left.fields().stream()
                .map(f -> new RandomExprs.Ref(leftCol(f.name()), f.name(), f.type()))
                .toList();
        List<RandomExprs.Ref> rights = right.fields().stream()
                .map(f -> new RandomExprs.Ref(rightCol(f.name()), f.name(), f.type()))
                .toList();
        List<RandomExprs.Ref> both = new ArrayList<>(lefts);
        both.addAll(rights);
        RandomExprs leftExprs = new RandomExprs(random, lefts);
        RandomExprs rightExprs = new RandomExprs(random, rights);
        if (chance(15)) {
            return new RandomExprs(random, both).condition(2);
        }
        Kind kind = leftExprs.scalarKind();
        Expr a = leftExprs.of(kind, 1);
        Expr b = rightExprs.of(kind, 1);
        Expr condition = chance(80) ? a.eq(b) : leftExprs.compare(a, b);
        return chance(35) ? condition.and(new RandomExprs(random, both).condition(1)) : condition;
    }

    private Draft union(Draft draft) {
        Draft other = draft(random.nextInt(3));
        List<Expr> fitting = new ArrayList<>();
        for (Field field : other.schema().fields()) {
            boolean fits = draft.schema()
                    .find(field.name())
                    .map(f -> Coercion.common(f.type(), field.type()).isPresent())
                    .orElse(true);
            if (fits) {
                fitting.add(col(field.name()));
            }
        }
        if (fitting.isEmpty()) {
            return draft;
        }
        LogicalPlan second = PlanBuilder.select(other.plan(), fitting);
        return new Draft(PlanBuilder.union(List.of(draft.plan(), second)), Order.NONE, draft.rows() + other.rows());
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
