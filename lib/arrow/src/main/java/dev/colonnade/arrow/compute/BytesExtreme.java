package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The least or greatest of strings or binaries, by unsigned bytes. */
final class BytesExtreme extends Total {
    private final DataType type;
    private final boolean isMax;
    private byte @Nullable [] best;

    BytesExtreme(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        super(aggregate, exprs);
        this.type = aggregate.type();
        this.isMax = isMax(aggregate);
    }

    @Override
    void add(@Nullable Lanes lanes, byte[] counts, int count) {
        Lanes values = Objects.requireNonNull(lanes);
        for (int i = 0; i < count; i++) {
            if (counts[i] != 0) {
                offer(values.bytes, values.starts[i], values.starts[i + 1]);
            }
        }
    }

    private void offer(byte[] bytes, int from, int to) {
        byte[] held = best;
        int order = held == null ? 0 : Arrays.compareUnsigned(bytes, from, to, held, 0, held.length);
        if (held == null || (isMax ? order > 0 : order < 0)) {
            best = Arrays.copyOfRange(bytes, from, to);
        }
    }

    @Override
    void merge(Total other) {
        byte[] theirs = ((BytesExtreme) other).best;
        if (theirs != null) {
            offer(theirs, 0, theirs.length);
        }
    }

    @Override
    @Nullable
    Object value() {
        byte[] held = best;
        if (held == null) {
            return null;
        }
        return type instanceof DataType.StringType ? new String(held, StandardCharsets.UTF_8) : held.clone();
    }
}
