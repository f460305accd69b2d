package dev.colonnade.parquet;

import dev.colonnade.backend.BatchWriter;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.scan.ScanTask;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scans in pure Java behind the SPI, with what can be done to whole columns and batches above them. */
final class ParquetEngine implements Engine {
    private static final double FILE_MILLIS = 1.0;
    private static final double MEBIBYTE_MILLIS = 40.0;

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.CANCEL,
                Capability.PROGRESS,
                Capability.WRITE,
                Capability.COLUMN_COMPRESSION,
                Capability.PAGE_ENCODINGS,
                Capability.CHOSEN_BLOOM_FILTERS,
                Capability.CHOSEN_STATISTICS,
                Capability.GZIP_LEVELS);
    }

    @Override
    public List<Refusal> refusals(ExecutablePlan plan) {
        return Refusals.of(plan);
    }

    /** Each file is opened, and each byte of the needed columns decoded, one after the other. */
    @Override
    public double estimateMillis(ExecutablePlan plan) {
        double millis = 0;
        for (ScanTask task : plan.tasks()) {
            ScanReport report = task.report();
            millis += report.filesRead() * FILE_MILLIS + report.bytesRead() / 1048576.0 * MEBIBYTE_MILLIS;
        }
        return millis;
    }

    @Override
    public BatchStream execute(ExecutablePlan plan, ExecutionContext context) {
        return plan.plan().accept(new PlanStreams(plan, new Running(context, plan)));
    }

    @Override
    public Optional<FileWriter> writer() {
        return Optional.of(new PlanWriter(this));
    }

    @Override
    public Optional<BatchWriter> batchWriter() {
        return Optional.of(new PlanWriter(this));
    }

    @Override
    public LogicalPlan prepareSql(String text, List<LiteralValue> parameters, SqlCatalog catalog) {
        throw notSupported("reads no SQL texts");
    }

    @Override
    public String toSql(ExecutablePlan plan) {
        throw notSupported("writes no SQL texts");
    }

    private static PlanException notSupported(String what) {
        return new PlanException(ErrorCode.NOT_SUPPORTED, "Backend 'parquet' " + what + ": use another backend.");
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(
                "engine", Check.Status.OK, "parquet-java, in the Java heap; scans only, one thread for each query."));
    }

    @Override
    public void close() {
        // a query holds no more than its stream does
    }
}
