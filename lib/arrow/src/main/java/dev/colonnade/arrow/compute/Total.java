package dev.colonnade.arrow.compute;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one aggregate has seen. */
abstract class Total {
    private static final int NONE = -1;

    private final int argument;
    private final int condition;
    /** Of each row of a block: 1 if it counts. */
    private final byte[] counts = new byte[Lanes.ROWS];

    /** @param exprs to which the argument and the condition are added, for the program that gives their values */
    Total(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        this.argument = aggregate.args().isEmpty() ? NONE : add(aggregate.args().get(0), exprs);
        BoundExpr where = aggregate.where();
        this.condition = where == null ? NONE : add(where, exprs);
    }

    private static int add(BoundExpr expr, List<BoundExpr> exprs) {
        exprs.add(expr);
        return exprs.size() - 1;
    }

    /** @throws Unsupported */
    static Total of(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        return switch (aggregate.function()) {
            case COUNT_ROWS, COUNT -> new CountTotal(aggregate, exprs);
            case SUM ->
                aggregate.type() instanceof DataType.FloatType
                        ? new FloatTotal(aggregate, exprs)
                        : new ExactTotal(aggregate, exprs);
            case AVG -> new FloatTotal(aggregate, exprs);
            case MIN, MAX -> extreme(aggregate, exprs);
            case ANY, ALL -> new TruthTotal(aggregate, exprs);
            case COUNT_DISTINCT, MEDIAN, QUANTILE, STDDEV, VARIANCE, FIRST, LAST ->
                throw new Unsupported(aggregate, "the aggregate is not one of a single pass");
        };
    }

    private static Total extreme(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        DataType type = aggregate.type();
        if (type instanceof DataType.IntervalType) {
            throw new Unsupported(aggregate, "intervals that are equal in order differ in their parts");
        }
        return switch (Shape.of(type)) {
            case NONE -> throw new Unsupported(aggregate, "values of type " + type + " are not compared");
            case BYTES -> new BytesExtreme(aggregate, exprs);
            default -> new KeyExtreme(aggregate, exprs);
        };
    }

    /** Adds the rows of the block that {@code frame} is at. */
    final void add(Program program, Frame frame) {
        int count = frame.count();
        Lanes lanes = argument == NONE ? null : program.root(argument).at(frame);
        for (int i = 0; i < count; i++) {
            counts[i] = 1;
        }
        if (lanes != null && program.root(argument).shape() == Shape.TRUTH) {
            for (int i = 0; i < count; i++) {
                counts[i] = (byte) (lanes.truth[i] == Lanes.UNKNOWN ? 0 : 1);
            }
        } else if (lanes != null && lanes.hasNulls) {
            System.arraycopy(lanes.presence, 0, counts, 0, count);
        }
        if (condition != NONE) {
            byte[] truth = program.root(condition).at(frame).truth;
            for (int i = 0; i < count; i++) {
                counts[i] &= (byte) (truth[i] >> 1);
            }
        }
        add(lanes, counts, count);
    }

    /** Adds those of the first {@code count} rows of {@code lanes}, null without an argument, whose {@code counts} is 1. */
    abstract void add(@Nullable Lanes lanes, byte[] counts, int count);

    /** Adds what {@code other}, of the same aggregate, has seen. */
    abstract void merge(Total other);

    abstract @Nullable Object value();

    /** How many of the first rows count. */
    static int countOf(byte[] counts, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += counts[i];
        }
        return sum;
    }

    static boolean isMax(BoundExpr.Aggregate aggregate) {
        return aggregate.function() == AggregateFunction.MAX;
    }
}
