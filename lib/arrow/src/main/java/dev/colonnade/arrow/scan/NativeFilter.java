package dev.colonnade.arrow.scan;

import dev.colonnade.cdata.ArrowField;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that the native library uses to leave out row groups and rows. It may keep rows that do not match, so its user
 * filters what comes, but never loses one that does.
 *
 * <p>The library finds columns by position, so the bytes are made anew for each stored schema. It recurses over them, so
 * there are at most {@link #MOST_TERMS} comparisons, as a balanced tree; a longer list becomes its range.
 */
public final class NativeFilter {
    /** Lists of 1,600 terms overflow the native stack and end the JVM. */
    public static final int MOST_TERMS = 100;

    private final List<BoundExpr> conjuncts;

    private NativeFilter(List<BoundExpr> conjuncts) {
        this.conjuncts = List.copyOf(conjuncts);
    }

    /** As much of a condition as the library can be given: whole conjuncts, within its limits. */
    public static Optional<NativeFilter> of(BoundExpr condition) {
        List<BoundExpr> taken = new ArrayList<>();
        int terms = 0;
        for (BoundExpr conjunct : BoundExprs.conjuncts(condition)) {
            BoundExpr weaker = Weakening.of(conjunct);
            if (weaker != null && terms + Weakening.terms(weaker) <= MOST_TERMS) {
                taken.add(weaker);
                terms += Weakening.terms(weaker);
            }
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(new NativeFilter(taken));
    }

    /** The conditions, for people. */
    @Override
    public String toString() {
        return String.valueOf(BoundExprs.and(conjuncts));
    }

    /** A Substrait expression over the stored columns in their full physical order, or null if none of them can be used. */
    @Nullable
    ByteBuffer over(ArrowField stored) {
        Substrait substrait = new Substrait(stored);
        List<BoundExpr> usable = conjuncts.stream().filter(substrait::takes).toList();
        if (usable.isEmpty()) {
            return null;
        }
        byte[] bytes = substrait.filter(usable);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
