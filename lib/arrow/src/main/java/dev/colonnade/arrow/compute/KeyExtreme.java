package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The least or greatest of values that are longs, floats, halves or bools. */
final class KeyExtreme extends Total {
    private final DataType type;
    private final Shape shape;
    private final boolean isMax;
    private final boolean isUnsigned;
    private boolean seen;
    private long key;
    private long lower;

    KeyExtreme(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        super(aggregate, exprs);
        this.type = aggregate.type();
        this.shape = Shape.of(type);
        this.isMax = isMax(aggregate);
        this.isUnsigned = KeyNodes.isUnsignedLong(type);
    }

    @Override
    void add(@Nullable Lanes lanes, byte[] counts, int count) {
        Lanes values = Objects.requireNonNull(lanes);
        if (shape == Shape.LONG && !isUnsigned) {
            addLongs(values.longs, counts, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            if (counts[i] != 0) {
                switch (shape) {
                    case TRUTH -> offer(values.truth[i], 0);
                    case DOUBLE -> offer(Keys.of(values.doubles[i]), 0);
                    case WIDE -> offer(values.longs[i], values.lowers[i]);
                    default -> offer(Keys.ofUnsigned(values.longs[i]), 0);
                }
            }
        }
    }

    /** A row that does not count stands for the extreme that every value beats. */
    private void addLongs(long[] values, byte[] counts, int count) {
        long best = isMax ? Long.MIN_VALUE : Long.MAX_VALUE;
        long neutral = best;
        for (int i = 0; i < count; i++) {
            long value = values[i] & -counts[i] | neutral & counts[i] - 1;
            best = isMax ? Math.max(best, value) : Math.min(best, value);
        }
        if (countOf(counts, count) > 0) {
            offer(best, 0);
        }
    }

    private void offer(long otherKey, long otherLower) {
        int order = seen ? Wide.compare(otherKey, otherLower, key, lower) : 0;
        if (!seen || (isMax ? order > 0 : order < 0)) {
            key = otherKey;
            lower = otherLower;
            seen = true;
        }
    }

    @Override
    void merge(Total other) {
        KeyExtreme that = (KeyExtreme) other;
        if (that.seen) {
            offer(that.key, that.lower);
        }
    }

    @Override
    @Nullable
    Object value() {
        if (!seen) {
            return null;
        }
        Lanes one = new Lanes(shape);
        switch (shape) {
            case TRUTH -> one.truth[0] = (byte) key;
            case DOUBLE -> one.doubles[0] = Keys.toDouble(key);
            case WIDE -> {
                one.longs[0] = key;
                one.lowers[0] = lower;
            }
            default -> one.longs[0] = isUnsigned ? Keys.ofUnsigned(key) : key;
        }
        if (shape != Shape.TRUTH) {
            one.presence[0] = 1;
        }
        VectorWriter writer = new VectorWriter(type, 1);
        writer.add(one, 1);
        return writer.vector().valueAt(0);
    }
}
