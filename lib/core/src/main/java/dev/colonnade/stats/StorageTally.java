package dev.colonnade.stats;

import dev.colonnade.source.ChunkLayout;
import dev.colonnade.source.ColumnChunk;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums over column chunks. */
final class StorageTally {
    private long chunks;
    private long compressed;
    private long uncompressed;
    private final Map<String, long[]> codecs = new HashMap<>();
    private final Map<String, long[]> encodings = new HashMap<>();
    private long dictionaries;
    private long fallbacks;
    private long bloomFilters;
    private long columnIndexes;
    private long withoutBounds;

    /** @param rows of its row group */
    void add(ColumnChunk chunk, long rows) {
        ChunkLayout layout = chunk.layout();
        chunks++;
        compressed += chunk.stats().compressedBytes();
        uncompressed += chunk.stats().uncompressedBytes();
        count(codecs, layout.codec().isEmpty() ? "UNKNOWN" : layout.codec());
        layout.encodings().forEach(encoding -> count(encodings, encoding));
        dictionaries += layout.dictionary() ? 1 : 0;
        fallbacks += layout.fallback() ? 1 : 0;
        bloomFilters += layout.hasBloom() ? 1 : 0;
        columnIndexes += layout.hasColumnIndex() ? 1 : 0;
        boolean values = rows > 0 && !chunk.repeated() && chunk.stats().nullCount() != rows;
        withoutBounds += values && !chunk.stats().hasBounds() ? 1 : 0;
    }

    private static void count(Map<String, long[]> counts, String name) {
        counts.computeIfAbsent(name, n -> new long[1])[0]++;
    }

    ColumnStorage result(String column) {
        return new ColumnStorage(
                column,
                chunks,
                compressed,
                uncompressed,
                byName(codecs),
                byName(encodings),
                dictionaries,
                fallbacks,
                bloomFilters,
                columnIndexes,
                withoutBounds);
    }

    private static Map<String, Long> byName(Map<String, long[]> counts) {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((name, count) -> sorted.put(name, count[0]));
        return Collections.unmodifiableMap(sorted);
    }
}
