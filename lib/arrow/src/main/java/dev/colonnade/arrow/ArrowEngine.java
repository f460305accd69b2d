package dev.colonnade.arrow;

import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
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

/** Arrow Dataset behind the SPI. */
final class ArrowEngine implements Engine {
    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.CANCEL, Capability.PROGRESS);
    }

    @Override
    public List<Refusal> refusals(ExecutablePlan plan) {
        return List.of(new Refusal(plan.plan(), "runs no node of that kind"));
    }

    @Override
    public double estimateMillis(ExecutablePlan plan) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public BatchStream execute(ExecutablePlan plan, ExecutionContext context) {
        throw notSupported("that plan");
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
        return List.of();
    }

    @Override
    public void close() {}
}
