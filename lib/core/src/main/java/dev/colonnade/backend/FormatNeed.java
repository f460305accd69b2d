package dev.colonnade.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a format asks of an engine beyond what every engine that writes can do.
 *
 * @param action what is asked for, such as {@code compress column 'x' unlike its file}
 */
public record FormatNeed(Capability capability, String action) {
    /** Of the file first, then of columns by name. */
    public static List<FormatNeed> of(ParquetFormat format) {
        List<FormatNeed> needs = new ArrayList<>();
        addCodec(needs, format.codec(), format.level());
        if (format.encoding() != PageEncoding.AUTO && format.encoding() != PageEncoding.NO_DICTIONARY) {
            needs.add(new FormatNeed(
                    Capability.PAGE_ENCODINGS, "encode all columns that take it by " + format.encoding()));
        }
        if (format.bloomFilters().isPresent() && format.encoding() == PageEncoding.NO_DICTIONARY) {
            needs.add(new FormatNeed(Capability.CHOSEN_BLOOM_FILTERS, "make Bloom filters without dictionaries"));
        }
        if (format.statistics().isPresent()) {
            needs.add(new FormatNeed(Capability.CHOSEN_STATISTICS, "leave out the statistics of some columns"));
        }
        for (Map.Entry<String, ColumnFormat> column : format.columns().entrySet()) {
            addColumn(needs, column.getKey(), column.getValue(), format);
        }
        return needs;
    }

    private static void addCodec(List<FormatNeed> needs, Codec codec, OptionalInt level) {
        if (codec == Codec.BROTLI) {
            needs.add(new FormatNeed(Capability.BROTLI, "compress by BROTLI"));
        }
        if (codec == Codec.GZIP && level.isPresent()) {
            needs.add(new FormatNeed(Capability.GZIP_LEVELS, "choose the level of GZIP"));
        }
    }

    private static void addColumn(List<FormatNeed> needs, String name, ColumnFormat column, ParquetFormat file) {
        column.codec().ifPresent(codec -> {
            if (codec != file.codec() || !column.level().equals(file.level())) {
                needs.add(new FormatNeed(
                        Capability.COLUMN_COMPRESSION, "compress column '" + name + "' unlike its file"));
                addCodec(needs, codec, column.level());
            }
        });
        column.encoding().ifPresent(encoding -> {
            if (encoding != file.encoding()) {
                needs.add(new FormatNeed(
                        Capability.PAGE_ENCODINGS, "encode column '" + name + "' unlike its file, by " + encoding));
            }
        });
        if (column.bloomFilter().isPresent()) {
            needs.add(new FormatNeed(
                    Capability.CHOSEN_BLOOM_FILTERS, "make a Bloom filter for column '" + name + "' alone"));
        }
    }
}
