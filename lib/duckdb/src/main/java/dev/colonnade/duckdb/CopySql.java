package dev.colonnade.duckdb;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
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
    static String of(SqlQuery query, WriteOrder order) {
        List<Field> fields = query.schema().fields();
        String columns = IntStream.range(0, fields.size())
                .mapToObj(i -> column(fields.get(i), "c" + i, order))
                .collect(Collectors.joining(", "));
        String names = IntStream.range(0, fields.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        return "COPY (SELECT " + columns + " FROM (" + query.text() + ") AS rows(" + names + ")) TO "
                + EngineText.literal(order.directory().resolve("rows").toString()) + " ("
                + String.join(", ", options(order)) + ")";
    }

    private static String column(Field field, String name, WriteOrder order) {
        String value = order.keys().contains(field.name()) ? text(field.type(), name) : name;
        return value + " AS " + EngineText.identifier(field.name());
    }

    /** The text of a key's value. */
    private static String text(DataType type, String value) {
        boolean utc = type instanceof DataType.TimestampType timestamp && timestamp.utc();
        return "CAST(" + value + (utc ? " AT TIME ZONE 'UTC'" : "") + " AS VARCHAR)";
    }

    private static List<String> options(WriteOrder order) {
        ParquetFormat format = order.format();
        List<String> options = new ArrayList<>(List.of(
                "FORMAT parquet",
                "RETURN_STATS",
                "FILE_EXTENSION " + EngineText.literal(order.suffix().substring(1)),
                "COMPRESSION " + codec(format.codec()),
                "ROW_GROUP_SIZE " + format.rowGroupRows(),
                "FILE_SIZE_BYTES " + format.fileBytes()));
        if (format.level().isPresent()) {
            options.add("COMPRESSION_LEVEL " + format.level().getAsInt());
        }
        if (format.rowGroupBytes() > 0) {
            options.add("ROW_GROUP_SIZE_BYTES " + format.rowGroupBytes());
        }
        options.add("WRITE_BLOOM_FILTER " + format.bloomFilters().isPresent());
        format.bloomFilters().ifPresent(share -> options.add("BLOOM_FILTER_FALSE_POSITIVE_RATIO " + share));
        if (!format.metadata().isEmpty()) {
            options.add("KV_METADATA " + metadata(format.metadata()));
        }
        if (!order.keys().isEmpty()) {
            options.add("PARTITION_BY ("
                    + order.keys().stream().map(EngineText::identifier).collect(Collectors.joining(", "))
                    + ")");
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
