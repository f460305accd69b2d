package dev.colonnade.duckdb;

import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineLimits;
import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.duckdb.sql.SqlRenderer;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DuckDB behind the SPI: plans become {@link SqlQuery SQL}, which runs on a {@link Lane} of the session's instance. */
final class DuckDbEngine implements Engine {
    /** The engine that the tests run on. */
    private static final String PROVEN_ENGINE = "v2.0.0";

    /** The driver whose private parts are used. */
    private static final String PROVEN_DRIVER = "org.duckdb:duckdb_jdbc:2.0.0.1";

    private final Instances instances;
    private final Transfer transfer;
    private final Check check;
    private final Directories directories = new Directories();
    private final PreparedTexts texts = new PreparedTexts();

    private DuckDbEngine(Instances instances, Transfer transfer, Check check) {
        this.instances = instances;
        this.transfer = transfer;
        this.check = check;
    }

    /** @throws ColonnadeException BACKEND_UNAVAILABLE if the driver does not start or does not pass its self-check */
    static DuckDbEngine open(EngineOptions options) {
        String fault;
        try {
            Transfer arrow = new ArrowTransfer();
            Instances instances = instances(options, arrow);
            fault = fault(instances, arrow);
            if (fault == null) {
                return new DuckDbEngine(instances, arrow, transferCheck(Check.Status.OK, arrow.description() + "."));
            }
        } catch (ReflectiveOperationException e) {
            fault = "this driver keeps its native handles elsewhere (" + e.getMessage() + ")";
        } catch (LinkageError e) {
            fault = "a native library does not load here (" + e.getMessage() + ")";
        }
        return openDegraded(options, fault);
    }

    /** Without the private parts of the driver, because of a {@code fault} with them. */
    static DuckDbEngine openDegraded(EngineOptions options, String fault) {
        Transfer getters = new GetterTransfer();
        try {
            Instances instances = instances(options, getters);
            String worse = fault(instances, getters);
            if (worse == null) {
                String finding =
                        getters.description() + ", because " + fault + ": use the driver " + PROVEN_DRIVER + ".";
                return new DuckDbEngine(instances, getters, transferCheck(Check.Status.DEGRADED, finding));
            }
            throw unavailable(worse, null);
        } catch (LinkageError e) {
            throw unavailable("its native library does not load here (" + e.getMessage() + ")", e);
        }
    }

    private static Instances instances(EngineOptions options, Transfer transfer) {
        Path parent = options.tempDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir")));
        return new Instances(EngineLimits.of(options), TempDirectory.in(parent), transfer.streams());
    }

    /** What is wrong with {@code transfer}, or null; the instances are closed if they are of no use. */
    private static @Nullable String fault(Instances instances, Transfer transfer) {
        try {
            String fault = SelfCheck.fault(instances, transfer);
            if (fault != null) {
                instances.close();
            }
            return fault;
        } catch (RuntimeException | Error e) {
            instances.close();
            throw e;
        }
    }

    private static Check transferCheck(Check.Status status, String finding) {
        return new Check("result transfer", status, finding);
    }

    /** All but what its COPY has no option for. */
    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(
                Capability.COLUMN_COMPRESSION,
                Capability.PAGE_ENCODINGS,
                Capability.CHOSEN_BLOOM_FILTERS,
                Capability.CHOSEN_STATISTICS,
                Capability.GZIP_LEVELS));
    }

    @Override
    public List<Refusal> refusals(ExecutablePlan plan) {
        return List.of();
    }

    @Override
    public double estimateMillis(ExecutablePlan plan) {
        return CostModel.millis(plan, instances.limits().threads());
    }

    @Override
    public BatchStream execute(ExecutablePlan plan, ExecutionContext context) {
        SqlQuery query = SqlRenderer.render(plan);
        Reading reading = Reading.of(plan);
        List<Path> links = Freshness.linksAmong(reading.files());
        Set<Path> readable = reading.use() == Instance.Use.SHORT_READS ? Set.of() : directories.of(plan.tasks(), links);
        Instance.RowOrder order = query.keepsOrder() ? Instance.RowOrder.FILES : Instance.RowOrder.ANY;
        Lane lane = instances.borrow(order, readable, reading);
        return QueryRun.start(lane, transfer, query, reading.files(), query.schema(), context);
    }

    @Override
    public Optional<FileWriter> writer() {
        return Optional.of(new DuckDbWriter(instances, transfer, directories));
    }

    @Override
    public LogicalPlan prepareSql(String text, List<LiteralValue> parameters, SqlCatalog catalog) {
        SqlPreparation preparation = new SqlPreparation(instances, transfer, catalog);
        return texts.get(text, parameters, catalog, () -> preparation.prepare(text, parameters));
    }

    @Override
    public String toSql(ExecutablePlan plan) {
        return SqlRenderer.render(plan).text();
    }

    @Override
    public List<Check> checks() {
        EngineLimits limits = instances.limits();
        return List.of(
                engineCheck(instances.version()),
                check,
                new Check(
                        "memory limit",
                        Check.Status.OK,
                        limits.memoryBytes() / (1024 * 1024) + " MiB outside the Java heap, then spilling to "
                                + instances.tempDirectory() + "."),
                new Check("threads", Check.Status.OK, limits.threads() + "."));
    }

    private static Check engineCheck(String version) {
        return version.equals(PROVEN_ENGINE)
                ? new Check("engine", Check.Status.OK, "DuckDB " + version + ", in memory.")
                : new Check(
                        "engine",
                        Check.Status.DEGRADED,
                        "DuckDB " + version + ", in memory; tested is " + PROVEN_ENGINE + ": use the driver "
                                + PROVEN_DRIVER + ".");
    }

    @Override
    public void close() {
        instances.close();
    }

    private static ColonnadeException unavailable(String why, @Nullable Throwable cause) {
        return new ColonnadeException(
                ErrorCode.BACKEND_UNAVAILABLE,
                "DuckDB cannot be used: " + why + "; use the driver " + PROVEN_DRIVER + ".",
                cause);
    }
}
