package dev.colonnade.backend;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A running engine; safe for use by several threads. */
public interface Engine extends AutoCloseable {
    Set<Capability> capabilities();

    /** The nodes of the plan that this engine does not run, from the root down; empty if it runs the whole plan. */
    List<Refusal> refusals(ExecutablePlan plan);

    /**
     * Estimates the milliseconds that a plan takes, from what is known without running it and without a look at each file; of
     * a plan that it refuses, those that it would take otherwise. Engines are compared by it, so all count in the same way: warm, on the machine of the table in docs/concepts/backends.md.
     */
    double estimateMillis(ExecutablePlan plan);

    /**
     * Runs a plan that it does not refuse. Blocks until the first batch can be asked for; the stream's {@code next} blocks too, and both are
     * called on the same worker thread.
     *
     * @return batches whose schema has the plan's names and types
     * @throws dev.colonnade.error.QueryException when the engine fails or the context's signal fires
     */
    BatchStream execute(ExecutablePlan plan, ExecutionContext context);

    /**
     * Parses one SELECT and finds its tables and its result's columns without running it.
     *
     * @param parameters values of its {@code ?} placeholders
     * @return a plan over scans of the datasets that the text reads, whose columns are those of the text's result: a
     *     {@link LogicalPlan.Sql} node, or nodes of the library that mean exactly the same
     * @throws dev.colonnade.error.PlanException SQL_SYNTAX, SQL_FORBIDDEN, NO_SUCH_DATASET or NO_SUCH_COLUMN
     */
    LogicalPlan prepareSql(String text, List<LiteralValue> parameters, SqlCatalog catalog);

    /** Writes Parquet files, if {@link Capability#WRITE} is declared. */
    default Optional<FileWriter> writer() {
        return Optional.empty();
    }

    /** Writes the rows of other engines as Parquet files, if it does so. */
    default Optional<BatchWriter> batchWriter() {
        return Optional.empty();
    }

    /** The plan in the engine's SQL, for people. */
    String toSql(ExecutablePlan plan);

    /** What the engine found when it looked at itself, one line each, for {@code doctor} and {@code explain}. */
    List<Check> checks();

    /** Stops every running query and frees everything. Idempotent. */
    @Override
    void close();
}
