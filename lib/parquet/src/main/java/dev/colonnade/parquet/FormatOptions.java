package dev.colonnade.parquet;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ColumnFormat;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.Map;
import java.util.OptionalInt;

/** What a format of the library asks for, as options of a sink. */
final class FormatOptions {
    private FormatOptions() {}

    /** @param stored the columns of the file */
    static SinkOptions of(ParquetFormat format, Schema stored) {
        SinkOptions.SizeLimits limits = SinkOptions.SizeLimits.defaults().withRowGroupRows(format.rowGroupRows());
        SinkOptions options = SinkOptions.defaults()
                .withCompression(compression(format.codec(), format.level()))
                .withEncoding(format.encoding())
                .withPages(format.pages())
                .withLimits(format.rowGroupBytes() == 0 ? limits : limits.withRowGroupBytes(format.rowGroupBytes()))
                .withMetadata(format.metadata());
        for (Map.Entry<String, ColumnFormat> column : format.columns().entrySet()) {
            options = options.withColumn(column.getKey(), column(column.getValue()));
        }
        return withStatistics(withBloomFilters(options, format, stored), format);
    }

    private static ColumnOptions column(ColumnFormat column) {
        ColumnOptions options = ColumnOptions.defaults();
        if (column.codec().isPresent()) {
            options = options.withCompression(compression(column.codec().get(), column.level()));
        }
        if (column.encoding().isPresent()) {
            options = options.withEncoding(column.encoding().get());
        }
        if (column.bloomFilter().isPresent()) {
            options = options.withBloomFilter(column.bloomFilter().getAsDouble());
        }
        return column.fieldId().isPresent()
                ? options.withFieldId(column.fieldId().getAsInt())
                : options;
    }

    /** Those of the file go to all columns that can have one and have none of their own. */
    private static SinkOptions withBloomFilters(SinkOptions options, ParquetFormat format, Schema stored) {
        if (format.bloomFilters().isEmpty()) {
            return options;
        }
        SinkOptions more = options;
        for (Field field : stored.fields()) {
            ColumnOptions own = more.columnOptions(field.name());
            boolean apt = !field.type().isNested() && !(field.type() instanceof DataType.BoolType);
            if (apt && own.bloomFilter().isEmpty()) {
                more = more.withColumn(
                        field.name(), own.withBloomFilter(format.bloomFilters().getAsDouble()));
            }
        }
        return more;
    }

    private static SinkOptions withStatistics(SinkOptions options, ParquetFormat format) {
        if (format.statistics().isEmpty()) {
            return options;
        }
        SinkOptions some = options.withStatistics(SinkOptions.Statistics.LEFT_OUT);
        for (String column : format.statistics().get()) {
            some = some.withColumn(column, some.columnOptions(column).withStatistics(SinkOptions.Statistics.WRITTEN));
        }
        return some;
    }

    private static Compression compression(Codec codec, OptionalInt level) {
        PageCodec pages =
                switch (codec) {
                    case UNCOMPRESSED -> PageCodec.UNCOMPRESSED;
                    case SNAPPY -> PageCodec.SNAPPY;
                    case GZIP -> PageCodec.GZIP;
                    case LZ4 -> PageCodec.LZ4_RAW;
                    case ZSTD -> PageCodec.ZSTD;
                    case BROTLI ->
                        throw new PlanException(
                                ErrorCode.NOT_SUPPORTED,
                                "Backend 'parquet' does not compress by BROTLI: choose another codec.");
                };
        return level.isPresent() ? Compression.of(pages, level.getAsInt()) : Compression.of(pages);
    }
}
