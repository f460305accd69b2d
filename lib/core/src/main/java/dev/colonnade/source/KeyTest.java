package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which row groups may match a condition, by the {@link SortKeys} of bounds alone: loops over arrays, so that a manifest of
 * many files is narrowed down before {@link InclusiveEvaluator} judges what is left. It keeps whatever that would keep.
 */
interface KeyTest {
    /** Those of {@code candidates} that may match, in a new set. */
    BitSet among(BitSet candidates);

    /**
     * The test of {@code condition}, or null if keys say nothing about its shape.
     *
     * @param partitions names of partition columns, which have no statistics
     */
    static @Nullable KeyTest of(BoundExpr condition, Manifest manifest, Set<String> partitions) {
        return new Compiler(manifest, partitions).compile(condition, true);
    }

    /** A row group whose keys meet the closed range from {@code low} to {@code high}. */
    record Range(long[] lows, long[] highs, long low, long high) implements KeyTest {
        @Override
        public BitSet among(BitSet candidates) {
            BitSet kept = new BitSet(lows.length);
            for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
                if (lows[i] <= high && highs[i] >= low && lows[i] <= highs[i]) {
                    kept.set(i);
                }
            }
            return kept;
        }
    }

    /** A row group whose keys span one of the sorted {@code keys}. */
    record AnyOf(long[] lows, long[] highs, long[] keys) implements KeyTest {
        @Override
        public BitSet among(BitSet candidates) {
            BitSet kept = new BitSet(lows.length);
            for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
                int found = Arrays.binarySearch(keys, lows[i]);
                int next = found >= 0 ? found : -found - 1;
                if (next < keys.length && keys[next] <= highs[i]) {
                    kept.set(i);
                }
            }
            return kept;
        }
    }

    /** A row group that may hold nulls of the leaf, or may hold something else. */
    record Presence(Manifest manifest, int leaf, boolean nulls) implements KeyTest {
        @Override
        public BitSet among(BitSet candidates) {
            BitSet kept = new BitSet(candidates.length());
            for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
                if (nulls ? manifest.mayHoldNulls(leaf, i) : manifest.mayHoldValues(leaf, i)) {
                    kept.set(i);
                }
            }
            return kept;
        }
    }

    record And(List<KeyTest> tests) implements KeyTest {
        @Override
        public BitSet among(BitSet candidates) {
            BitSet kept = candidates;
            for (KeyTest test : tests) {
                kept = test.among(kept);
            }
            return kept;
        }
    }

    record Or(List<KeyTest> tests) implements KeyTest {
        @Override
        public BitSet among(BitSet candidates) {
            BitSet kept = new BitSet(candidates.length());
            tests.forEach(test -> kept.or(test.among(candidates)));
            return kept;
        }
    }

    /** Makes tests. */
    final class Compiler {
        private final Manifest manifest;
        private final Set<String> partitions;

        Compiler(Manifest manifest, Set<String> partitions) {
            this.manifest = manifest;
            this.partitions = partitions;
        }

        /** @param wanted whether the condition has to be true, or false */
        @Nullable
        KeyTest compile(BoundExpr condition, boolean wanted) {
            if (condition instanceof BoundExpr.In in) {
                return wanted ? in(in) : null;
            }
            if (!(condition instanceof BoundExpr.Call call)) {
                return null;
            }
            return switch (call.function()) {
                case AND -> wanted ? all(call.args(), true) : any(call.args(), false);
                case OR -> wanted ? any(call.args(), true) : all(call.args(), false);
                case NOT -> compile(call.arg(0), !wanted);
                case IS_NULL -> presence(call.arg(0), wanted);
                case IS_NOT_NULL -> presence(call.arg(0), !wanted);
                case EQ, LT, LE, GT, GE -> comparison(call.function(), call.arg(0), call.arg(1), wanted);
                case EQ_NULL_SAFE -> wanted ? comparison(Function.EQ, call.arg(0), call.arg(1), true) : null;
                case NE -> wanted ? null : comparison(Function.EQ, call.arg(0), call.arg(1), true);
                case STARTS_WITH -> wanted ? prefix(call.arg(0), call.arg(1), false) : null;
                case LIKE -> wanted ? prefix(call.arg(0), call.arg(1), true) : null;
                default -> null;
            };
        }

        /** Conditions that say nothing are left out. */
        private @Nullable KeyTest all(List<BoundExpr> conditions, boolean wanted) {
            List<KeyTest> tests = conditions.stream()
                    .map(condition -> Optional.ofNullable(compile(condition, wanted)))
                    .flatMap(Optional::stream)
                    .toList();
            return tests.isEmpty() ? null : new And(tests);
        }

        private @Nullable KeyTest any(List<BoundExpr> conditions, boolean wanted) {
            List<KeyTest> tests = conditions.stream()
                    .map(condition -> Optional.ofNullable(compile(condition, wanted)))
                    .flatMap(Optional::stream)
                    .toList();
            return tests.size() < conditions.size() ? null : new Or(tests);
        }

        private @Nullable KeyTest presence(BoundExpr input, boolean nulls) {
            int leaf =
                    input instanceof BoundExpr.Column ? leaf(input) : -1; // nulls below structs are counted variously
            return leaf < 0 ? null : new Presence(manifest, leaf, nulls);
        }

        private @Nullable KeyTest comparison(Function function, BoundExpr left, BoundExpr right, boolean wanted) {
            if (left instanceof BoundExpr.Literal) {
                return right instanceof BoundExpr.Literal ? null : comparison(function.mirrored(), right, left, wanted);
            }
            Object literal = right instanceof BoundExpr.Literal value ? value.value() : null;
            int leaf = leaf(left);
            if (leaf < 0 || literal == null) {
                return null;
            }
            long key = SortKeys.key(literal);
            return switch (wanted ? function : negated(function)) {
                case EQ -> range(leaf, key, key);
                case LT, LE -> range(leaf, SortKeys.LEAST, key);
                case GT, GE -> range(leaf, key, SortKeys.GREATEST);
                default -> null;
            };
        }

        private static Function negated(Function function) {
            return switch (function) {
                case LT -> Function.GE;
                case LE -> Function.GT;
                case GT -> Function.LE;
                case GE -> Function.LT;
                default -> Function.NE;
            };
        }

        private @Nullable KeyTest in(BoundExpr.In in) {
            int leaf = leaf(in.input());
            if (leaf < 0) {
                return null;
            }
            long[] keys = in.options().stream()
                    .map(LiteralValue::value)
                    .filter(Objects::nonNull)
                    .mapToLong(SortKeys::key)
                    .sorted()
                    .toArray();
            return new AnyOf(lows(leaf), highs(leaf), keys);
        }

        private @Nullable KeyTest prefix(BoundExpr text, BoundExpr pattern, boolean like) {
            int leaf = leaf(text);
            if (leaf < 0
                    || !(pattern instanceof BoundExpr.Literal literal)
                    || !(literal.value() instanceof String start)) {
                return null;
            }
            int end = 0;
            while (end < start.length() && !(like && (start.charAt(end) == '%' || start.charAt(end) == '_'))) {
                end++;
            }
            String prefix = start.substring(0, end);
            return range(leaf, SortKeys.key(prefix), SortKeys.greatestWithPrefix(prefix));
        }

        private KeyTest range(int leaf, long low, long high) {
            return new Range(lows(leaf), highs(leaf), low, high);
        }

        private long[] lows(int leaf) {
            return manifest.column(leaf, Manifest.LeafColumn.LOW);
        }

        private long[] highs(int leaf) {
            return manifest.column(leaf, Manifest.LeafColumn.HIGH);
        }

        /** The leaf whose keys are those of {@code input}, -1 if there is none. */
        private int leaf(BoundExpr input) {
            if (input instanceof BoundExpr.Cast cast) {
                return keepsKeys(cast.input().type(), cast.type()) ? leaf(cast.input()) : -1;
            }
            List<String> path = FieldPath.of(input).orElse(List.of());
            boolean stored = !path.isEmpty() && !partitions.contains(path.get(0));
            return stored && isOneKind(path, SortKeys.kind(input.type())) ? manifest.leaf(path) : -1;
        }

        /** Whether every file that has the column has values of that kind at the path. */
        private boolean isOneKind(List<String> path, SortKeys.@Nullable Kind kind) {
            return kind != null
                    && manifest.lists().schemas().stream()
                            .filter(schema -> schema.contains(path.get(0)))
                            .allMatch(schema -> ManifestBuilder.typeAt(schema, path)
                                    .filter(type -> kind == SortKeys.kind(type))
                                    .isPresent());
        }

        /** Casts without loss to a number that is not rounded more than its key is. */
        private static boolean keepsKeys(DataType from, DataType to) {
            boolean exactEnough =
                    to instanceof DataType.IntType || to instanceof DataType.DecimalType || to.equals(DataType.FLOAT64);
            return from.isNumeric() && exactEnough && BoundConversion.exists(from, to);
        }
    }
}
