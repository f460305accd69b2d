package dev.colonnade.stats;

import dev.colonnade.batch.Table;
import dev.colonnade.stats.DatasetStatistics.SmallParts;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the report of a dataset is laid out. */
final class DatasetContent {
    private static final DataType TIME = DataType.timestampUtc(Resolution.NANOS);

    private static final Schema COLUMNS = Schema.of(
            Field.required("column", DataType.STRING),
            Field.required("chunks", DataType.INT64),
            Field.required("bytes", DataType.INT64),
            Field.required("uncompressed", DataType.INT64),
            Field.required("ratio", DataType.FLOAT64),
            Field.required("codecs", DataType.STRING),
            Field.required("encodings", DataType.STRING),
            Field.required("dictionary", DataType.INT64),
            Field.required("fallback", DataType.INT64),
            Field.required("bloom", DataType.INT64),
            Field.required("index", DataType.INT64),
            Field.required("without_bounds", DataType.INT64));

    private static final DataType COLUMN = DataType.struct(List.of(
            Field.required("column", DataType.STRING),
            Field.required("chunks", DataType.INT64),
            Field.required("compressed_bytes", DataType.INT64),
            Field.required("uncompressed_bytes", DataType.INT64),
            Field.required("compression_ratio", DataType.FLOAT64),
            Field.required("codecs", Content.COUNTS),
            Field.required("encodings", Content.COUNTS),
            Field.required("dictionary_chunks", DataType.INT64),
            Field.required("dictionary_fallback_chunks", DataType.INT64),
            Field.required("bloom_filter_chunks", DataType.INT64),
            Field.required("column_index_chunks", DataType.INT64),
            Field.required("chunks_without_bounds", DataType.INT64)));

    private static final Schema DIFFERENCES = Schema.of(
            Field.required("column", DataType.STRING),
            Field.of("type", DataType.STRING),
            Field.required("files", DataType.INT64),
            Field.required("example", DataType.STRING));

    private static final Schema ALERTS = Schema.of(Field.required("alert", DataType.STRING));

    private static final Schema KEYS = Schema.of(
            Field.required("key", DataType.STRING),
            Field.required("type", DataType.STRING),
            Field.required("values", DataType.INT64),
            Field.required("min_rows", DataType.INT64),
            Field.required("median_rows", DataType.INT64),
            Field.required("max_rows", DataType.INT64),
            Field.required("row_skew", DataType.FLOAT64),
            Field.required("byte_skew", DataType.FLOAT64));

    private DatasetContent() {}

    static Content of(DatasetStatistics report) {
        SmallParts small = report.small();
        return new Content("Dataset statistics")
                .fact(
                        "locations",
                        DataType.list(Field.required("element", DataType.STRING)),
                        report.locations(),
                        String.join(", ", report.locations()))
                .text("snapshot", report.snapshot())
                .count("files", report.files())
                .count("row_groups", report.rowGroups())
                .count("rows", report.rows())
                .count("bytes", report.bytes())
                .value("oldest", TIME, report.oldest())
                .value("newest", TIME, report.newest())
                .distribution("file_bytes", report.fileBytes())
                .distribution("file_rows", report.fileRows())
                .distribution("row_group_bytes", report.rowGroupBytes())
                .distribution("row_group_rows", report.rowGroupRows())
                .json("small_file_limit", DataType.INT64, small.options().smallFileBytes())
                .fact("small_files", DataType.INT64, small.files(), smallFiles(small))
                .json("small_file_bytes", DataType.INT64, small.fileBytes())
                .json("small_row_group_limit", DataType.INT64, small.options().smallRowGroupRows())
                .fact("small_row_groups", DataType.INT64, small.rowGroups(), smallGroups(small))
                .json("small_row_group_rows", DataType.INT64, small.rowGroupRows())
                .distribution("rows_per_partition", report.rowsPerPartition())
                .table("alerts", alerts(report.alerts()))
                .table("partition_keys", keys(report.partitionKeys()))
                .json("columns", DataType.list(Field.required("element", COLUMN)), maps(report.columns()))
                .shown("columns", columns(report.columns()))
                .table("schema_differences", differences(report.schemaDifferences()));
    }

    private static String smallFiles(SmallParts small) {
        return Content.grouped(small.files()) + " below "
                + Content.grouped(small.options().smallFileBytes()) + " bytes, "
                + Content.grouped(small.fileBytes()) + " bytes together";
    }

    private static String smallGroups(SmallParts small) {
        return Content.grouped(small.rowGroups()) + " below "
                + Content.grouped(small.options().smallRowGroupRows()) + " rows, "
                + Content.grouped(small.rowGroupRows()) + " rows together";
    }

    private static Table alerts(List<String> alerts) {
        return Table.ofRows(ALERTS, alerts.stream().map(List::of).toList());
    }

    private static Table keys(List<PartitionKey> keys) {
        return Table.ofRows(
                KEYS,
                keys.stream()
                        .map(key -> List.<Object>of(
                                key.key(),
                                key.type().toString(),
                                key.values(),
                                key.rows().min(),
                                key.rows().median(),
                                key.rows().max(),
                                rounded(key.rows().skew()),
                                rounded(key.bytes().skew())))
                        .toList());
    }

    private static List<Map<String, Object>> maps(List<ColumnStorage> columns) {
        return columns.stream().map(DatasetContent::map).toList();
    }

    private static Map<String, Object> map(ColumnStorage column) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("column", column.column());
        map.put("chunks", column.chunks());
        map.put("compressed_bytes", column.compressedBytes());
        map.put("uncompressed_bytes", column.uncompressedBytes());
        map.put("compression_ratio", column.ratio());
        map.put("codecs", column.codecs());
        map.put("encodings", column.encodings());
        map.put("dictionary_chunks", column.dictionaries());
        map.put("dictionary_fallback_chunks", column.fallbacks());
        map.put("bloom_filter_chunks", column.bloomFilters());
        map.put("column_index_chunks", column.columnIndexes());
        map.put("chunks_without_bounds", column.withoutBounds());
        return map;
    }

    private static Table columns(List<ColumnStorage> columns) {
        return Table.ofRows(
                COLUMNS,
                columns.stream()
                        .map(column -> List.<Object>of(
                                column.column(),
                                column.chunks(),
                                column.compressedBytes(),
                                column.uncompressedBytes(),
                                rounded(column.ratio()),
                                Content.counted(column.codecs()),
                                Content.counted(column.encodings()),
                                column.dictionaries(),
                                column.fallbacks(),
                                column.bloomFilters(),
                                column.columnIndexes(),
                                column.withoutBounds()))
                        .toList());
    }

    private static Table differences(List<SchemaDifference> differences) {
        return Table.ofRows(
                DIFFERENCES,
                differences.stream()
                        .map(way -> Arrays.<Object>asList(
                                way.column(),
                                way.type(),
                                way.files(),
                                way.example().toString()))
                        .toList());
    }

    /** Two digits behind the point, for tables. */
    static double rounded(double number) {
        return Math.round(number * 100) / 100.0;
    }
}
