package dev.colonnade.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What was written, from the writer's own footer: nothing is read again.
 *
 * @param footerBytes the length of the serialized footer
 */
public record FileReport(Path path, long rows, long sizeBytes, int footerBytes, List<Group> rowGroups) {
    public FileReport {
        rowGroups = List.copyOf(rowGroups);
    }

    /** A row group. @param columns its stored columns, in the order of the schema */
    public record Group(long rows, List<Column> columns) {
        public Group {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A stored column of a row group. Minima and maxima are Java values of the column's type; a text may be cut, and floats leave NaN
     * out.
     *
     * @param path its dotted name
     * @param values how many there are, nulls and empty lists included
     * @param nulls how many are null, -1 if that was not counted
     * @param min null if there is none
     * @param max null if there is none
     * @param encodings of its pages, sorted by name
     * @param compressedBytes its size in the file
     * @param uncompressedBytes its size before compression
     * @param bloomFilterBytes the size of its Bloom filter, 0 without one
     */
    public record Column(
            String path,
            long values,
            long nulls,
            @Nullable Object min,
            @Nullable Object max,
            String codec,
            List<String> encodings,
            long compressedBytes,
            long uncompressedBytes,
            long bloomFilterBytes) {
        public Column {
            encodings = List.copyOf(encodings);
        }
    }

    static FileReport of(Path path, WritePlan plan, ParquetMetadata footer, long sizeBytes, int footerBytes) {
        Map<ColumnPath, Shape.Leaf> leaves = new HashMap<>();
        plan.shapes().forEach(shape -> shape.leaves()
                .forEach(leaf -> leaves.put(ColumnPath.get(leaf.column().getPath()), leaf)));
        List<Group> groups = new ArrayList<>();
        long rows = 0;
        for (BlockMetaData block : footer.getBlocks()) {
            List<Column> columns = new ArrayList<>();
            for (ColumnChunkMetaData chunk : block.getColumns()) {
                columns.add(column(chunk, Objects.requireNonNull(leaves.get(chunk.getPath()))));
            }
            groups.add(new Group(block.getRowCount(), columns));
            rows += block.getRowCount();
        }
        return new FileReport(path, rows, sizeBytes, footerBytes, groups);
    }

    private static Column column(ColumnChunkMetaData chunk, Shape.Leaf leaf) {
        Statistics<?> statistics = chunk.getStatistics();
        boolean bounded = statistics != null && statistics.hasNonNullValue();
        TreeSet<String> encodings = new TreeSet<>();
        chunk.getEncodings().forEach(encoding -> encodings.add(encoding.name()));
        return new Column(
                chunk.getPath().toDotString(),
                chunk.getValueCount(),
                statistics != null && statistics.isNumNullsSet() ? statistics.getNumNulls() : -1,
                bounded ? SingleValue.of(leaf, statistics.genericGetMin()) : null,
                bounded ? SingleValue.of(leaf, statistics.genericGetMax()) : null,
                chunk.getCodec().name(),
                List.copyOf(encodings),
                chunk.getTotalSize(),
                chunk.getTotalUncompressedSize(),
                Math.max(0, chunk.getBloomFilterLength()));
    }
}
