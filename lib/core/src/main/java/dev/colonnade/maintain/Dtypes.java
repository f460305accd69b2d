package dev.colonnade.maintain;

import dev.colonnade.batch.Table;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.stats.ColumnQueries;
import dev.colonnade.stats.ColumnStatistics;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds narrower types and proves that nothing is lost by them. */
final class Dtypes {
    private static final List<IntType> SIGNED = List.of(DataType.INT8, DataType.INT16, DataType.INT32);
    private static final List<IntType> UNSIGNED = List.of(DataType.UINT8, DataType.UINT16, DataType.UINT32);

    private final FileSet dataset;
    private final Work work;

    Dtypes(FileSet dataset, Work work) {
        this.dataset = dataset;
        this.work = work;
    }

    /** Integers that fit their bounds into fewer bits, and floats of 64 bits that are all ones of 32. */
    List<DtypeAdvice> measured() {
        List<DtypeAdvice> proposed = new ArrayList<>();
        for (Field field : dataset.schema().fields()) {
            if (dataset.partitionFields().stream().noneMatch(key -> key.name().equals(field.name()))) {
                proposal(field).ifPresent(proposed::add);
            }
        }
        return proved(proposed);
    }

    private Optional<DtypeAdvice> proposal(Field field) {
        if (field.type().equals(DataType.FLOAT64)) {
            return Optional.of(
                    new DtypeAdvice(field.name(), field.type(), DataType.FLOAT32, "each value is one of 32 bits"));
        }
        if (!(field.type() instanceof IntType type)) {
            return Optional.empty();
        }
        ColumnStatistics statistics = ColumnStatistics.of(dataset, field.name(), new Columns(dataset, work));
        if (!(statistics.min() instanceof Number min) || !(statistics.max() instanceof Number max)) {
            return Optional.empty();
        }
        return (type.signed() ? SIGNED : UNSIGNED)
                .stream()
                        .filter(narrow -> narrow.bits() < type.bits())
                        .filter(narrow -> fits(integer(min), narrow) && fits(integer(max), narrow))
                        .findFirst()
                        .map(narrow -> new DtypeAdvice(
                                field.name(), type, narrow, "its values lie between " + min + " and " + max));
    }

    /** Statistics ask nothing here but what footers say. */
    private record Columns(FileSet dataset, Work work) implements ColumnQueries {
        @Override
        public LogicalPlan values(List<String> path) {
            return PlanBuilder.select(
                    LogicalPlan.Scan.of(dataset), List.of(Exprs.col(path.get(0)).as("value")));
        }

        @Override
        public Table collect(LogicalPlan plan) {
            return work.collect(plan);
        }
    }

    private static BigInteger integer(Number number) {
        return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
    }

    private static boolean fits(BigInteger value, IntType type) {
        return type.signed()
                ? value.bitLength() < type.bits()
                : value.signum() >= 0 && value.bitLength() <= type.bits();
    }

    /** Those by which each value, cast there and back, is the same again. */
    private List<DtypeAdvice> proved(List<DtypeAdvice> proposed) {
        if (proposed.isEmpty() || dataset.rowCount() == 0) {
            return List.of();
        }
        List<Expr> proofs = new ArrayList<>();
        for (int i = 0; i < proposed.size(); i++) {
            proofs.add(Exprs.all(survives(proposed.get(i))).as("p" + i));
        }
        Table answer = work.collect(PlanBuilder.aggregate(LogicalPlan.Scan.of(dataset), List.of(), proofs));
        List<DtypeAdvice> proved = new ArrayList<>();
        for (int i = 0; i < proposed.size(); i++) {
            if (Boolean.TRUE.equals(answer.row(0).value(i))) {
                proved.add(proposed.get(i));
            }
        }
        return proved;
    }

    /** Whether a value is the same after a cast and back; zeros of floats are equal, but their texts tell their signs. */
    private static Expr survives(DtypeAdvice advice) {
        Expr value = Exprs.col(advice.column());
        Expr back = value.tryCast(advice.to()).cast(advice.from());
        Expr same = back.eqNullSafe(value);
        boolean signed = advice.from() instanceof DataType.FloatType && !(advice.to() instanceof DataType.FloatType);
        return signed ? same.and(back.cast(DataType.STRING).eqNullSafe(value.cast(DataType.STRING))) : same;
    }

    /** What was asked for, with the types that the columns have. @throws PlanException CAST_FAILED if a value would be lost */
    List<DtypeAdvice> given(Map<String, DataType> types) {
        List<DtypeAdvice> asked = new ArrayList<>();
        new TreeMap<>(types).forEach((column, type) -> {
            DataType from = dataset.schema().field(column).type();
            if (!from.equals(type)) {
                asked.add(new DtypeAdvice(column, from, type, "it was asked for and each value stays the same"));
            }
        });
        List<DtypeAdvice> proved = dataset.rowCount() == 0 ? asked : proved(asked);
        for (DtypeAdvice advice : asked) {
            if (!proved.contains(advice)) {
                throw new PlanException(
                        ErrorCode.CAST_FAILED,
                        "Column '" + advice.column()
                                + "' holds a value that is not the same any more when it is cast from " + advice.from()
                                + " to " + advice.to() + " and back, so nothing was changed.");
            }
        }
        return proved;
    }

    static LogicalPlan cast(LogicalPlan rows, List<DtypeAdvice> advice) {
        List<Expr> columns = new ArrayList<>();
        advice.forEach(
                each -> columns.add(Exprs.col(each.column()).cast(each.to()).as(each.column())));
        return PlanBuilder.withColumns(rows, columns);
    }
}
