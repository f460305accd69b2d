package dev.colonnade.parquet;

import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.PageVersion;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.parquet.ColumnOptions.BloomFilterOptions;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Options of a file, resolved against its schema: what each stored column gets. */
final class WritePlan {
    private static final int LEAST_BLOOM_BYTES = 1 << 20;
    private static final int MOST_BLOOM_BYTES = 16 << 20;

    /** Filters of half the size each, of which the smallest that is large enough is kept. */
    private static final int BLOOM_SIZES = 20;

    private final Schema schema;
    private final SinkOptions options;
    private final MessageType stored;
    private final List<Shape> shapes;
    private final Map<ColumnDescriptor, Compression> compressions = new HashMap<>();
    private final Map<ColumnDescriptor, PageEncoding> encodings = new HashMap<>();

    /** @throws PlanException if an option names no column or does not go with it */
    WritePlan(Schema schema, SinkOptions options) {
        this.schema = schema;
        this.options = options;
        this.stored = StoredTypes.of(schema, options.columns());
        this.shapes = Shape.of(stored, schema);
        requireKnownColumns();
        for (ColumnDescriptor column : stored.getColumns()) {
            compressions.put(column, said(column, ColumnOptions::compression).orElse(options.compression()));
            encodings.put(column, encoding(column));
        }
    }

    Schema schema() {
        return schema;
    }

    MessageType stored() {
        return stored;
    }

    List<Shape> shapes() {
        return shapes;
    }

    SinkOptions options() {
        return options;
    }

    Compression compression(ColumnDescriptor column) {
        Compression known = compressions.get(column);
        return known == null ? options.compression() : known;
    }

    private void requireKnownColumns() {
        Set<String> names = new LinkedHashSet<>(schema.names());
        stored.getColumns().forEach(column -> names.addAll(paths(column)));
        options.columns().keySet().forEach(name -> requireKnown(name, names));
        options.encryption()
                .ifPresent(e -> e.columnKeys().keySet().forEach(name -> requireKnown(name, schema.names())));
        options.sortedBy().forEach(key -> requireKnown(key.column(), schema.names()));
    }

    private void requireKnown(String name, Collection<String> names) {
        if (!names.contains(name)) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN,
                    "No column '" + name + "' to write in (" + schema.summary() + ")." + Nearest.hint(name, names));
        }
    }

    /** What is said for the longest path that the column is or lies below. */
    private <T> Optional<T> said(ColumnDescriptor column, Function<ColumnOptions, Optional<T>> option) {
        List<String> paths = paths(column);
        for (int i = paths.size() - 1; i >= 0; i--) {
            Optional<T> said = option.apply(options.columnOptions(paths.get(i)));
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    /** The dotted paths from the column down to the stored leaf, without what Parquet has between a list or map and its parts. */
    private List<String> paths(ColumnDescriptor column) {
        List<String> paths = new ArrayList<>();
        GroupType parent = stored;
        for (String name : column.getPath()) {
            LogicalTypeAnnotation kind = parent.getLogicalTypeAnnotation();
            if (!LogicalTypeAnnotation.listType().equals(kind)
                    && !LogicalTypeAnnotation.mapType().equals(kind)) {
                paths.add(paths.isEmpty() ? name : paths.get(paths.size() - 1) + "." + name);
            }
            Type at = parent.getType(name);
            parent = at.isPrimitive() ? parent : at.asGroupType();
        }
        return paths;
    }

    private PageEncoding encoding(ColumnDescriptor column) {
        PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
        Optional<PageEncoding> asked = said(column, ColumnOptions::encoding);
        if (asked.isPresent() && !EncodedTypes.takes(asked.get(), type)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Encoding " + asked.get() + " does not go with column '" + String.join(".", column.getPath())
                            + "', which is stored as " + type + ": it takes "
                            + EncodedTypes.names(asked.get()) + ".");
        }
        return asked.orElse(
                EncodedTypes.isDefaultFor(options.encoding(), type) ? options.encoding() : PageEncoding.AUTO);
    }

    ParquetProperties properties() {
        SinkOptions.SizeLimits limits = options.limits();
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withAllocator(Allocation.HEAP)
                .withWriterVersion(
                        options.pages() == PageVersion.V1 ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
                .withPageSize(limits.pageBytes())
                .withPageRowCountLimit(limits.pageRows())
                .withMinRowCountForPageSizeCheck(Math.min(100, limits.pageRows()))
                .withDictionaryPageSize(limits.dictionaryBytes())
                .withPageWriteChecksumEnabled(options.checksums() == SinkOptions.Checksums.WRITTEN)
                .withValuesWriterFactory(new ValuesWriters(encodings));
        int bloomBytes = LEAST_BLOOM_BYTES;
        for (ColumnDescriptor column : stored.getColumns()) {
            String path = String.join(".", column.getPath());
            if (encodings.get(column) == PageEncoding.NO_DICTIONARY) {
                builder.withDictionaryEncoding(path, false);
            }
            boolean counted = said(column, ColumnOptions::statistics).orElse(options.statistics())
                    == SinkOptions.Statistics.WRITTEN;
            builder.withStatisticsEnabled(path, counted);
            Optional<BloomFilterOptions> bloom = said(column, ColumnOptions::bloomFilter);
            if (bloom.isPresent()) {
                bloomBytes = Math.max(bloomBytes, bloomFilter(builder, path, column, bloom.get()));
            }
        }
        return builder.withMaxBloomFilterBytes(bloomBytes).build();
    }

    /** Adds a filter and answers with its greatest size. */
    private int bloomFilter(
            ParquetProperties.Builder builder, String path, ColumnDescriptor column, BloomFilterOptions bloom) {
        if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT, "Column '" + path + "' holds booleans, which have no Bloom filter.");
        }
        builder.withBloomFilterEnabled(path, true).withBloomFilterFPP(path, bloom.falsePositives());
        if (bloom.distinctValues().isEmpty()) {
            builder.withAdaptiveBloomFilterEnabled(true).withBloomFilterCandidatesNumber(path, BLOOM_SIZES);
            return bloomBytes(bloom.falsePositives());
        }
        long distinct = bloom.distinctValues().getAsLong();
        builder.withBloomFilterNDV(path, distinct);
        return BlockSplitBloomFilter.optimalNumOfBits(distinct, bloom.falsePositives()) / Byte.SIZE;
    }

    /** What a filter needs if all values of a row group are different. */
    private int bloomBytes(double falsePositives) {
        long most = Math.min(options.limits().rowGroupRows(), Integer.MAX_VALUE);
        int needed = BlockSplitBloomFilter.optimalNumOfBits(most, falsePositives) / Byte.SIZE;
        return Math.min(MOST_BLOOM_BYTES, Integer.highestOneBit(Math.max(1, needed - 1)) << 1);
    }

    @Nullable
    FileEncryptionProperties encryption() {
        if (options.encryption().isEmpty()) {
            return null;
        }
        if (!options.sortedBy().isEmpty()) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "An encrypted file cannot say how its rows are sorted: leave sortedBy out.");
        }
        Map<String, List<Shape.Leaf>> leaves = new LinkedHashMap<>();
        for (int i = 0; i < schema.size(); i++) {
            leaves.put(schema.field(i).name(), shapes.get(i).leaves());
        }
        return options.encryption().get().properties(leaves);
    }

    /** What parquet-java has no setting for, or gets wrong; empty if nothing is, or if the footer is encrypted. */
    Optional<Consumer<FileMetaData>> footerEdit() {
        List<SortingColumn> sorting = sorting();
        boolean intervals = stored.getColumns().stream().anyMatch(c -> LogicalTypeAnnotation.intervalType()
                .equals(c.getPrimitiveType().getLogicalTypeAnnotation()));
        if (options.encryption().isPresent() || sorting.isEmpty() && !intervals) {
            return Optional.empty();
        }
        return Optional.of(footer -> {
            footer.getSchema().stream()
                    .filter(element -> element.getConverted_type() == ConvertedType.INTERVAL)
                    .forEach(SchemaElement::unsetLogicalType);
            if (!sorting.isEmpty()) {
                footer.getRow_groups().forEach(group -> group.setSorting_columns(sorting));
            }
        });
    }

    /** What each row group says about its order. */
    private List<SortingColumn> sorting() {
        List<SortingColumn> keys = new ArrayList<>();
        for (SortedBy key : options.sortedBy()) {
            DataType type = schema.field(key.column()).type();
            if (type.isNested()) {
                throw new PlanException(
                        ErrorCode.INVALID_ARGUMENT, "Rows are not sorted by '" + key.column() + "', a " + type + ".");
            }
            int leaf = 0;
            while (!stored.getColumns().get(leaf).getPath()[0].equals(key.column())) {
                leaf++;
            }
            keys.add(new SortingColumn(
                    leaf, key.direction() == SortedBy.Direction.DESCENDING, key.nulls() == SortedBy.Nulls.FIRST));
        }
        return keys;
    }
}
