package dev.colonnade.source;

import static dev.colonnade.source.Manifest.LeafColumn.BLOOM_OFFSET;
import static dev.colonnade.source.Manifest.LeafColumn.INDEX_OFFSET;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that has to be fetched from the files: Bloom filters for columns that must equal a constant, and the bounds of
 * single pages. Meant for the row groups that statistics leave; how many are probed and how much is read is bounded, and
 * what is beyond that may match. So may what is damaged or cannot be read: it never changes an answer.
 */
public final class LateProbe {
    private static final int MAX_ROW_GROUPS = 1_000;
    private static final long MAX_BYTES = 64L << 20;
    /** More constants than that are not looked up. */
    private static final int MAX_VALUES = 16;

    /** A column that can only be one of some values where the conjunct is true. */
    private record Equality(BoundExpr.Column column, List<Object> values) {}

    /** The conjuncts that read one stored column and nothing else. */
    private record OneColumn(String column, BoundExpr predicate, Map<BoundExpr, NavigableSet<Object>> options) {}

    private final FileSet files;
    private final Storage storage;
    private final List<Equality> equalities = new ArrayList<>();
    private final List<OneColumn> predicates = new ArrayList<>();
    private final FileBytes.Allowance allowance = new FileBytes.Allowance(MAX_BYTES);
    private int rowGroups;

    /** @param conjuncts bound to the schema of {@code files} */
    public LateProbe(FileSet files, List<BoundExpr> conjuncts) {
        this(files, conjuncts, new LocalStorage());
    }

    LateProbe(FileSet files, List<BoundExpr> conjuncts, Storage storage) {
        this.files = files;
        this.storage = storage;
        List<String> partitions =
                files.partitionFields().stream().map(Field::name).toList();
        Map<String, List<BoundExpr>> byColumn = new LinkedHashMap<>();
        for (BoundExpr conjunct : conjuncts) {
            List<String> columns = List.copyOf(BoundExprs.columns(conjunct));
            if (columns.size() == 1 && !partitions.contains(columns.get(0))) {
                byColumn.computeIfAbsent(columns.get(0), c -> new ArrayList<>()).add(conjunct);
                equality(conjunct)
                        .filter(equality -> somewhere(BLOOM_OFFSET, columns.get(0)))
                        .ifPresent(equalities::add);
            }
        }
        byColumn.forEach((column, all) -> {
            if (somewhere(INDEX_OFFSET, column)) {
                BoundExpr predicate = BoundExprs.and(all);
                predicates.add(new OneColumn(column, predicate, RangeEvaluator.sortedOptions(predicate)));
            }
        });
    }

    private static Optional<Equality> equality(BoundExpr conjunct) {
        if (conjunct instanceof BoundExpr.In in && in.input() instanceof BoundExpr.Column column) {
            List<Object> values = in.options().stream()
                    .map(LiteralValue::value)
                    .filter(Objects::nonNull)
                    .map(Object.class::cast)
                    .toList();
            return values.size() > MAX_VALUES ? Optional.empty() : Optional.of(new Equality(column, values));
        }
        if (conjunct instanceof BoundExpr.Call call
                && (call.function() == Function.EQ || call.function() == Function.EQ_NULL_SAFE)) {
            boolean columnFirst = call.arg(0) instanceof BoundExpr.Column;
            if (call.arg(columnFirst ? 0 : 1) instanceof BoundExpr.Column column
                    && call.arg(columnFirst ? 1 : 0) instanceof BoundExpr.Literal literal
                    && literal.value() != null) {
                return Optional.of(new Equality(column, List.of(literal.value())));
            }
        }
        return Optional.empty();
    }

    private boolean somewhere(Manifest.LeafColumn offset, String column) {
        int leaf = files.manifest().leaf(List.of(column));
        if (leaf >= 0) {
            for (long place : files.manifest().column(leaf, offset)) {
                if (place >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean has(Manifest.LeafColumn offset, String column, int rowGroup) {
        Manifest manifest = files.manifest();
        return manifest.column(manifest.leaf(List.of(column)), offset)[rowGroup] >= 0;
    }

    /**
     * What shows that no row of a row group matches, such as {@code bloom id}; null if nothing does.
     *
     * @param fileNumber the place of its file among the files
     * @param rowGroup its number among the row groups of all files
     */
    public @Nullable String refuting(int fileNumber, int rowGroup) {
        if (!hasEvidence(rowGroup) || rowGroups == MAX_ROW_GROUPS) {
            return null;
        }
        rowGroups++;
        DataFile file = files.files().get(fileNumber);
        if (!isUnchanged(file)) {
            return null;
        }
        RowGroup group = file.rowGroups().get(rowGroup - files.firstRowGroup(fileNumber));
        FileBytes bytes = new FileBytes(storage, file, allowance);
        for (Equality equality : equalities) {
            if (isAbsent(equality, bytes, file, group)) {
                return "bloom " + equality.column().name();
            }
        }
        for (OneColumn predicate : predicates) {
            if (noPageMatches(predicate, bytes, file, group)) {
                return "page index " + predicate.column();
            }
        }
        return null;
    }

    private boolean hasEvidence(int rowGroup) {
        return equalities.stream().anyMatch(e -> has(BLOOM_OFFSET, e.column().name(), rowGroup))
                || predicates.stream().anyMatch(p -> has(INDEX_OFFSET, p.column(), rowGroup));
    }

    private static Optional<ColumnChunk> chunk(RowGroup group, String column) {
        return group.chunk(List.of(column)).filter(ColumnChunk::isColumn);
    }

    /** Offsets of a file mean nothing in another one of its name. */
    private boolean isUnchanged(DataFile file) {
        try {
            return storage.find(file.path())
                    .filter(now -> now.sizeBytes() == file.sizeBytes() && now.modifiedNanos() == file.modifiedNanos())
                    .isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    // --- Bloom filters

    private static boolean isAbsent(Equality equality, FileBytes bytes, DataFile file, RowGroup group) {
        Optional<ColumnChunk> chunk = chunk(group, equality.column().name());
        Optional<Field> field = file.schema().find(equality.column().name());
        if (chunk.isEmpty() || field.isEmpty() || !chunk.get().layout().hasBloom()) {
            return false;
        }
        DataType stored = field.get().type();
        String physical = chunk.get().layout().physical();
        List<byte[]> encodings = new ArrayList<>();
        for (Object value : equality.values()) {
            List<byte[]> all = StoredValues.of(value, equality.column().type(), stored, physical);
            if (all == null) {
                return false;
            }
            encodings.addAll(all);
        }
        try {
            BloomFilter filter = BloomFilter.open(bytes, chunk.get().layout());
            return filter != null && knows(filter, chunk.get().stats(), stored, physical) && lacks(filter, encodings);
        } catch (IOException damaged) {
            return false;
        }
    }

    private static boolean lacks(BloomFilter filter, List<byte[]> encodings) throws IOException {
        for (byte[] encoding : encodings) {
            if (filter.mayContain(encoding)) {
                return false;
            }
        }
        return true;
    }

    /** A filter that lacks a value which the footer knows to be there is damaged, or not of this column. */
    private static boolean knows(BloomFilter filter, ColumnStats stats, DataType stored, String physical)
            throws IOException {
        List<@Nullable Object> there = new ArrayList<>();
        there.add(stats.minExact() ? stats.min() : null);
        there.add(stats.maxExact() ? stats.max() : null);
        for (Object value : there) {
            List<byte[]> encodings = value == null ? null : StoredValues.of(value, stored, stored, physical);
            if (encodings != null && lacks(filter, encodings)) {
                return false;
            }
        }
        return true;
    }

    // --- page index

    private static boolean noPageMatches(OneColumn predicate, FileBytes bytes, DataFile file, RowGroup group) {
        Optional<ColumnChunk> chunk = chunk(group, predicate.column());
        Optional<Field> field = file.schema().find(predicate.column());
        if (chunk.isEmpty()
                || field.isEmpty()
                || !chunk.get().layout().hasColumnIndex()
                || !isOrdered(chunk.get(), field.get().type())) {
            return false;
        }
        DataType stored = field.get().type();
        List<ValueRange> pages;
        try {
            pages = PageBounds.read(bytes, chunk.get(), stored, field.get().nullable());
        } catch (IOException damaged) {
            return false;
        }
        return pages != null && pages.stream().noneMatch(page -> mayMatch(predicate, page, stored));
    }

    private static boolean mayMatch(OneColumn predicate, ValueRange page, DataType stored) {
        RangeEvaluator evaluator = new RangeEvaluator(page(page, stored), predicate.options());
        return predicate.predicate().accept(evaluator).mayBeTrue();
    }

    /** Bounds of pages are in the order of the chunk's, which the footer has proved only if it took them over. */
    private static boolean isOrdered(ColumnChunk chunk, DataType type) {
        return chunk.stats().hasBounds() && (!chunk.unproven() || type instanceof DataType.FloatType);
    }

    private static RangeEvaluator.Columns page(ValueRange page, DataType stored) {
        return new RangeEvaluator.Columns() {
            @Override
            public ValueRange column(BoundExpr.Column column) {
                return BoundConversion.exists(stored, column.type())
                        ? BoundConversion.convert(page, stored, column.type())
                        : ValueRange.unknown(page.mayBeNull());
            }

            @Override
            public ValueRange field(List<String> path, DataType type) {
                return ValueRange.unknown(true);
            }
        };
    }
}
