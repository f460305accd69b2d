package dev.colonnade.duckdb;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.EngineLimits;
import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs SQL through the library's path to results, without a plan. */
final class TestEngine implements AutoCloseable {
    static final ExecutionContext CONTEXT = ExecutionContext.create();

    final Instances instances;
    final Transfer transfer;

    TestEngine(EngineOptions options, Transfer transfer) {
        this.transfer = transfer;
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        instances = new Instances(EngineLimits.of(options), TempDirectory.in(parent), transfer.streams());
    }

    TestEngine() {
        this(EngineOptions.defaults(), arrow());
    }

    static Transfer arrow() {
        try {
            return new ArrowTransfer();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestEngine withMemory(long bytes) {
        return new TestEngine(new EngineOptions(OptionalLong.of(bytes), OptionalInt.of(2), Optional.empty()), arrow());
    }

    BatchStream stream(String sql) {
        return stream(sql, CONTEXT);
    }

    BatchStream stream(String sql, ExecutionContext context) {
        return stream(sql, null, context, Set.of());
    }

    BatchStream stream(String sql, @Nullable Schema promised, ExecutionContext context, Set<Path> directories) {
        SqlQuery query = new SqlQuery(sql, List.of(), List.of(), true, Schema.of());
        Lane lane = instances.borrow(Instance.RowOrder.FILES, directories);
        return QueryRun.start(lane, transfer, query, List.of(), promised, context);
    }

    Table table(String sql) {
        return Table.of(stream(sql));
    }

    static ExecutionContext context(int batchRows, CancelSignal signal) {
        return new ExecutionContext(batchRows, signal, ProgressListener.NONE);
    }

    @Override
    public void close() {
        instances.close();
    }
}
