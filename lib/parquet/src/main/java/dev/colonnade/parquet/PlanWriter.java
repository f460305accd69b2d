package dev.colonnade.parquet;

import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;

/** Writes the rows of a plan as files, batch by batch, in the order in which the engine delivers them. */
final class PlanWriter implements FileWriter {
    private final Engine engine;

    PlanWriter(Engine engine) {
        this.engine = engine;
    }

    /** @throws PlanException NOT_SUPPORTED naming a node that the engine does not run, or a codec */
    @Override
    public List<WrittenFile> write(ExecutablePlan plan, WriteOrder order, ExecutionContext context) {
        List<Refusal> refusals = engine.refusals(plan);
        if (!refusals.isEmpty()) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "Backend 'parquet' cannot write the rows of '"
                            + PlanPrinter.line(refusals.get(0).node()) + "', since it "
                            + refusals.get(0).reason() + ": write with another backend.");
        }
        Schema stored = stored(plan.plan().schema(), order.keys());
        try (BatchStream rows = engine.execute(plan, context);
                KeyedSinks sinks =
                        new KeyedSinks(order, plan.plan().schema(), stored, options(order.format(), stored))) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                context.cancel().check();
                sinks.write(batch);
            }
            return sinks.finish();
        }
    }

    private static Schema stored(Schema rows, List<String> keys) {
        return Schema.of(rows.fields().stream()
                .filter(field -> !keys.contains(field.name()))
                .toList());
    }

    static SinkOptions options(ParquetFormat format, Schema stored) {
        SinkOptions.SizeLimits limits = SinkOptions.SizeLimits.defaults().withRowGroupRows(format.rowGroupRows());
        SinkOptions options = SinkOptions.defaults()
                .withCompression(compression(format))
                .withLimits(format.rowGroupBytes() == 0 ? limits : limits.withRowGroupBytes(format.rowGroupBytes()))
                .withMetadata(format.metadata());
        if (format.bloomFilters().isPresent()) {
            for (Field field : stored.fields()) {
                if (!field.type().isNested() && !(field.type() instanceof DataType.BoolType)) {
                    options = options.withColumn(
                            field.name(),
                            ColumnOptions.defaults()
                                    .withBloomFilter(format.bloomFilters().getAsDouble()));
                }
            }
        }
        return options;
    }

    private static Compression compression(ParquetFormat format) {
        return switch (format.codec()) {
            case UNCOMPRESSED -> Compression.of(PageCodec.UNCOMPRESSED);
            case SNAPPY -> Compression.of(PageCodec.SNAPPY);
            case GZIP -> Compression.of(PageCodec.GZIP);
            case LZ4 -> Compression.of(PageCodec.LZ4_RAW);
            case ZSTD ->
                format.level().isPresent()
                        ? Compression.of(PageCodec.ZSTD, format.level().getAsInt())
                        : Compression.of(PageCodec.ZSTD);
            case BROTLI ->
                throw new PlanException(
                        ErrorCode.NOT_SUPPORTED,
                        "Backend 'parquet' does not compress by BROTLI: choose another codec.");
        };
    }
}
