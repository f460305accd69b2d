package dev.colonnade.write;

import dev.colonnade.batch.Table;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a version column asks of rows: which may change, which are stale, and what version comes next. */
final class VersionRule {
    private static final String VERSION = "version";
    private static final String EXPECTED = "expected";
    private static final String PRESENT = "present";

    private final RowVersion how;
    private final List<String> keys;
    private final DataType type;

    private VersionRule(RowVersion how, List<String> keys, DataType type) {
        this.how = how;
        this.keys = keys;
        this.type = type;
    }

    /** @throws PlanException NO_SUCH_COLUMN or TYPE_MISMATCH if the column is not one of both sides, or no version */
    static VersionRule of(RowVersion how, List<String> keys, Schema source, Schema dataset) {
        Field there = field(how.column(), dataset, "The dataset");
        Field here = field(how.column(), source, "The source of the merge");
        if (!here.type().equals(there.type())) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Version column '" + how.column() + "' is " + here.type() + " in the source of the merge and "
                            + there.type() + " in the dataset: cast it.");
        }
        boolean counts = how.rule() == RowVersion.Rule.SAME;
        if (counts ? !(there.type() instanceof DataType.IntType) : !MergeSource.isComparable(there.type())) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Column '" + how.column() + "' (" + there.type() + ") cannot be a version, which is "
                            + (counts ? "an integer that counts" : "a value with an order") + ": choose another.");
        }
        return new VersionRule(how, keys, there.type());
    }

    private static Field field(String column, Schema schema, String whose) {
        return schema.find(column)
                .orElseThrow(() -> new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        whose + " has no version column '" + column + "' (" + schema.summary() + ")."
                                + Nearest.hint(column, schema.names())));
    }

    String column() {
        return how.column();
    }

    /** Whether a row of version {@code there} may be changed by a source row of version {@code source}; null for no. */
    Expr allows(Expr there, Expr source) {
        return how.rule() == RowVersion.Rule.SAME
                ? there.eqNullSafe(source)
                : there.lt(source).or(there.isNull().and(source.isNotNull()));
    }

    /** That both sides of a join have the same keys, and the right one may change the left one. */
    Expr matches() {
        return MergeSource.matches(keys).and(allows(Exprs.leftCol(column()), Exprs.rightCol(column())));
    }

    /** The version of a row that is changed. */
    Expr next(Expr there, Expr source) {
        return how.rule() == RowVersion.Rule.SAME ? ExpectedVersion.next(there, type) : source;
    }

    /** Source rows that match none as they are inserted; those of rows that are gone are not. */
    LogicalPlan inserted(LogicalPlan unmatched) {
        if (how.rule() == RowVersion.Rule.NEWER) {
            return unmatched;
        }
        LogicalPlan fresh = PlanBuilder.filter(unmatched, Exprs.col(column()).isNull());
        return PlanBuilder.withColumns(fresh, List.of(Exprs.lit(1).cast(type).as(column())));
    }

    /**
     * How many rows are stale.
     *
     * @param there rows of the dataset, all that match among them
     * @throws dev.colonnade.error.DatasetException STALE_ROW if there are some and they refuse the merge
     */
    long stale(RowEngine engine, LogicalPlan there, LogicalPlan source, Path root) {
        LogicalPlan stale = staleRows(there, source);
        if (how.stale() == RowVersion.Stale.SKIP) {
            LogicalPlan count = PlanBuilder.aggregate(
                    stale, List.of(), List.of(Exprs.count().as("rows")));
            return (Long)
                    Objects.requireNonNull(engine.read(count).toMaps().get(0).get("rows"));
        }
        List<String> sorted = stale.schema().names();
        LogicalPlan ordered = PlanBuilder.sort(
                stale, sorted.stream().map(name -> Exprs.col(name).asc()).toList());
        Table first = engine.read(PlanBuilder.limit(ordered, 0, 1));
        if (first.rowCount() > 0) {
            throw WriteErrors.of(ErrorCode.STALE_ROW, root, sentence(first));
        }
        return 0;
    }

    /** Keys as {@code key0 ..}, the two versions, and whether there is a row in the dataset (null if not). */
    private LogicalPlan staleRows(LogicalPlan rows, LogicalPlan source) {
        LogicalPlan left = PlanBuilder.select(source, columns("key", EXPECTED));
        List<Expr> of = columns("there", VERSION);
        of.add(Exprs.lit(true).as(PRESENT));
        LogicalPlan right = PlanBuilder.select(rows, of);
        Expr same = IntStream.range(0, keys.size())
                .mapToObj(i -> Exprs.col("key" + i).eqNullSafe(Exprs.col("there" + i)))
                .reduce(Expr::and)
                .orElseThrow();
        JoinType gone = how.rule() == RowVersion.Rule.SAME ? JoinType.LEFT : JoinType.INNER;
        LogicalPlan both = JoinBuilder.on(left, right, gone, same);
        Expr allowed = Exprs.coalesce(allows(Exprs.col(VERSION), Exprs.col(EXPECTED)), false);
        List<String> there =
                IntStream.range(0, keys.size()).mapToObj(i -> "there" + i).toList();
        return PlanBuilder.drop(PlanBuilder.filter(both, allowed.not()), there);
    }

    private List<Expr> columns(String prefix, String version) {
        List<Expr> columns = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            columns.add(Exprs.col(keys.get(i)).as(prefix + i));
        }
        columns.add(Exprs.col(column()).as(version));
        return columns;
    }

    private String sentence(Table first) {
        Map<String, ?> row = first.toMaps().get(0);
        List<String> key = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            key.add(keys.get(i) + " = " + row.get("key" + i));
        }
        Object version = row.get(VERSION);
        Object expected = row.get(EXPECTED);
        String which = "The row (" + String.join(", ", key) + ")";
        String remedy = ", so nothing was changed: read it again, or have stale rows skipped.";
        if (row.get(PRESENT) == null) {
            return which + " is gone, and the source of the merge has read it with '" + column() + "' " + expected
                    + remedy;
        }
        return which + " has '" + column() + "' " + version + ", and the source of the merge "
                + (how.rule() == RowVersion.Rule.SAME ? read(expected) : "brings " + expected + ", which is not newer")
                + remedy;
    }

    private static String read(@Nullable Object expected) {
        return expected == null ? "takes it for a new one" : "has read it with " + expected;
    }
}
