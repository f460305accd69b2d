package dev.colonnade.arrow;

import dev.colonnade.arrow.interop.Launcher;
import dev.colonnade.arrow.scan.NativeLibrary;
import dev.colonnade.arrow.scan.ViewBudget;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineLimits;
import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Arrow Dataset behind the SPI: {@link PlanRefusals} says what it does not run, {@link PlanStreams} runs the rest. */
final class ArrowEngine implements Engine {
    private final EngineLimits limits;
    private final PlanStreams.Resources resources;

    private ArrowEngine(EngineLimits limits) {
        this.limits = limits;
        long forViews = limits.memoryBytes() / 4;
        this.resources = new PlanStreams.Resources(
                new ScanThreads(limits.threads()),
                new MemoryGate(limits.memoryBytes() - forViews),
                new ViewBudget(forViews));
    }

    /** @throws dev.colonnade.error.ColonnadeException BACKEND_UNAVAILABLE if the native library does not load here */
    static ArrowEngine open(EngineOptions options) {
        NativeLibrary.load();
        return new ArrowEngine(EngineLimits.of(options));
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.CANCEL, Capability.PROGRESS);
    }

    @Override
    public List<Refusal> refusals(ExecutablePlan plan) {
        return PlanRefusals.of(plan, resources.gate().limitBytes());
    }

    @Override
    public double estimateMillis(ExecutablePlan plan) {
        return CostModel.millis(plan, limits.threads());
    }

    @Override
    public BatchStream execute(ExecutablePlan plan, ExecutionContext context) {
        return PlanStreams.of(plan, resources, context);
    }

    @Override
    public LogicalPlan.Sql prepareSql(String text, List<LiteralValue> parameters, SqlCatalog catalog) {
        throw notSupported("SQL texts");
    }

    @Override
    public String toSql(ExecutablePlan plan) {
        throw notSupported("plans as SQL texts");
    }

    private static PlanException notSupported(String what) {
        return new PlanException(ErrorCode.NOT_SUPPORTED, "Backend 'arrow' has no " + what + ": use another backend.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("engine", Check.Status.OK, "Arrow Dataset with its default memory pool."),
                new Check(
                        "memory limit",
                        Check.Status.OK,
                        (limits.memoryBytes() >> 20) + " MiB outside the Java heap for files that are being read."),
                new Check("threads", Check.Status.OK, limits.threads() + " per query."),
                exchangeCheck());
    }

    private static Check exchangeCheck() {
        return Launcher.hasFlag()
                ? new Check("arrow exchange", Check.Status.OK, "java.nio is opened to Arrow's own classes.")
                : new Check(
                        "arrow exchange",
                        Check.Status.DEGRADED,
                        "java.nio is not opened, which queries do not need, but VectorSchemaRoot and the like do. "
                                + Launcher.lines() + ".");
    }

    @Override
    public void close() {
        resources.threads().close();
    }
}
