package dev.colonnade.duckdb;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statement that writes the rows of a query as files. */
final class CopySql {
    private CopySql() {}

    /** The target lies in the directory, since the engine may not touch the directory itself that it is allowed. */
    static String of(SqlQuery query, WriteOrder order, CopyShape shape) {
        String by = order.keys().stream().map(EngineText::identifier).collect(Collectors.joining(", "));
        List<String> options = new ArrayList<>(pages(query, order));
        options.addAll(sizes(order.format(), shape));
        options.add("FILE_EXTENSION " + EngineText.literal(order.suffix().substring(1)));
        if (!order.keys().isEmpty()) {
            options.add("PARTITION_BY (" + by + ")");
        }
        return copy(
                "SELECT " + columns(query, order) + " FROM " + rows(query)
                        + (shape.gathered() ? " ORDER BY " + by : ""),
                order.directory().resolve("rows"),
                options);
    }

    /** Writes some rows, without the keys, as one file. */
    static String sample(SqlQuery query, WriteOrder order, Path file, long rows) {
        String columns = stored(query, order).stream()
                .map(field -> column(query, field.name()))
                .collect(Collectors.joining(", "));
        return copy("SELECT " + columns + " FROM " + rows(query) + " LIMIT " + rows, file, pages(query, order));
    }

    private static String copy(String select, Path target, List<String> options) {
        return "COPY (" + select + ") TO " + EngineText.literal(target.toString()) + " (FORMAT parquet, RETURN_STATS, "
                + String.join(", ", options) + ")";
    }

    /** The query as a table, whose columns have names that do not clash. */
    static String rows(SqlQuery query) {
        String names =
                IntStream.range(0, query.schema().size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        return "(" + query.text() + ") AS rows(" + names + ")";
    }

    /** A column of {@link #rows} under its name. */
    static String column(SqlQuery query, String name) {
        return "c" + query.schema().indexOf(name) + " AS " + EngineText.identifier(name);
    }

    private static String columns(SqlQuery query, WriteOrder order) {
        return query.schema().fields().stream()
                .map(field -> order.keys().contains(field.name()) ? key(query, field) : column(query, field.name()))
                .collect(Collectors.joining(", "));
    }

    /**
     * A key such that the engine tells the right text of its values. Only where its own text differs is it made one, since
     * rows are parted by texts at half the speed.
     */
    private static String key(SqlQuery query, Field field) {
        if (field.type() instanceof DataType.TimestampType timestamp && timestamp.utc()) {
            return "CAST(c" + query.schema().indexOf(field.name()) + " AT TIME ZONE 'UTC' AS VARCHAR) AS "
                    + EngineText.identifier(field.name());
        }
        return column(query, field.name());
    }

    private static List<String> sizes(ParquetFormat format, CopyShape shape) {
        List<String> options = new ArrayList<>();
        shape.cut()
                .ifPresentOrElse(
                        cut -> options.addAll(
                                List.of("ROW_GROUP_SIZE " + cut.groupRows(), "ROW_GROUPS_PER_FILE " + cut.groups())),
                        () -> options.addAll(List.of(
                                "ROW_GROUP_SIZE " + format.rowGroupRows(), "FILE_SIZE_BYTES " + format.fileBytes())));
        if (format.rowGroupBytes() > 0) {
            options.add("ROW_GROUP_SIZE_BYTES " + format.rowGroupBytes());
        }
        return options;
    }

    private static List<Field> stored(SqlQuery query, WriteOrder order) {
        return query.schema().fields().stream()
                .filter(field -> !order.keys().contains(field.name()))
                .toList();
    }

    private static List<String> pages(SqlQuery query, WriteOrder order) {
        ParquetFormat format = order.format();
        List<String> options =
                new ArrayList<>(List.of("COMPRESSION " + codec(format.codec()), "PARQUET_VERSION " + format.pages()));
        if (format.level().isPresent()) {
            options.add("COMPRESSION_LEVEL " + format.level().getAsInt());
        }
        if (format.encoding() == PageEncoding.NO_DICTIONARY) {
            options.add("DICTIONARY_SIZE_LIMIT 0");
        }
        options.add("WRITE_BLOOM_FILTER " + format.bloomFilters().isPresent());
        format.bloomFilters().ifPresent(share -> options.add("BLOOM_FILTER_FALSE_POSITIVE_RATIO " + share));
        FieldIds.of(format, stored(query, order)).ifPresent(ids -> options.add("FIELD_IDS " + ids));
        if (!format.metadata().isEmpty()) {
            options.add("KV_METADATA " + metadata(format.metadata()));
        }
        return options;
    }

    private static String codec(Codec codec) {
        return codec == Codec.LZ4 ? "lz4_raw" : codec.name().toLowerCase(Locale.ROOT);
    }

    private static String metadata(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(pair -> EngineText.identifier(pair.getKey()) + ": " + EngineText.literal(pair.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
