package dev.colonnade.session;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.maintain.Maintenance;
import dev.colonnade.maintain.MaintenanceThread;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.DatasetWriter;
import dev.colonnade.write.Rewrite;
import dev.colonnade.write.RowEngine;
import dev.colonnade.write.WriteReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session's engines, datasets and workers; safe for use by several threads. */
public final class Workspace implements AutoCloseable {
    private final SessionConfig config;
    private final Backends backends = Backends.load();
    private final Engines engines;
    private final DatasetRegistry datasets;
    private final QueryRunner runner = new QueryRunner();
    private final MaintenanceThread maintenance = new MaintenanceThread();
    private boolean closed;

    /** Starts no engine yet. @throws ColonnadeException BACKEND_UNAVAILABLE if the configured one is not there */
    public Workspace(SessionConfig config) {
        this.config = config;
        this.engines = new Engines(backends, config.engine());
        this.datasets = new DatasetRegistry(config);
        config.backend().map(BackendWish::parse).ifPresent(this::requireKnown);
    }

    private void requireKnown(BackendWish wish) {
        if (wish.mode() != BackendWish.Mode.AUTO) {
            backends.find(wish.name());
        }
    }

    // --- datasets

    /** @throws dev.colonnade.error.DatasetException */
    public LiveFiles open(List<String> locations, DatasetOptions options) {
        requireOpen();
        return new LiveFiles(Datasets.open(locations, options), config.refresh());
    }

    /** How datasets are opened that are given no options. */
    public DatasetOptions datasetOptions() {
        return config.datasets();
    }

    /** Makes the files a table for SQL under that name. */
    public void register(String name, LiveFiles files) {
        requireOpen();
        datasets.register(name, files);
    }

    public SqlCatalog catalog() {
        return datasets;
    }

    // --- plans

    /** The plan of one SELECT over the registered datasets. @throws PlanException */
    public LogicalPlan sql(String text, @Nullable Object... args) {
        return sqlOver(datasets, text, args);
    }

    /** The plan of one SELECT over the registered datasets and one more. @throws PlanException */
    public LogicalPlan sqlOver(String name, LiveFiles files, String text, @Nullable Object... args) {
        return sqlOver(datasets.with(name, files), text, args);
    }

    private LogicalPlan sqlOver(SqlCatalog catalog, String text, @Nullable Object... args) {
        List<LiteralValue> parameters =
                Arrays.stream(args).map(LiteralValue::ofJava).toList();
        return sqlEngine().prepareSql(text, parameters, new FrozenCatalog(catalog));
    }

    /** The optimized plan with the files that its scans have to read. */
    public ExecutablePlan prepare(LogicalPlan plan) {
        return executable(config.optimizer().optimize(plan).plan());
    }

    private static ExecutablePlan executable(LogicalPlan optimized) {
        List<ScanTask> tasks = new ArrayList<>();
        Plans.scans(optimized).forEach(scan -> tasks.add(ScanPlanner.plan(scan)));
        return new ExecutablePlan(optimized, tasks);
    }

    /** What the plan will do, without doing it. */
    public Explanation explain(LogicalPlan plan, QueryOptions options, ExplainMode mode) {
        Optimizer.Result result = config.optimizer().optimize(plan);
        ExecutablePlan executable = executable(result.plan());
        List<ScanReport> reports =
                executable.tasks().stream().map(ScanTask::report).toList();
        Route route = route(executable, options);
        ExplainText text = new ExplainText()
                .plan("logical", plan)
                .plan("optimized", result.plan())
                .scans(reports, pruning(executable).lines());
        List<Check> checks = route.engine().checks();
        if (mode == ExplainMode.VERBOSE) {
            text.trace(result.trace());
            if (route.engine().capabilities().contains(Capability.TO_SQL)) {
                text.section("sql", route.engine().toSql(executable));
            }
            text.engine(route, checks);
        } else {
            text.engine(
                    route,
                    checks.stream().filter(c -> c.status() != Check.Status.OK).toList());
        }
        return new Explanation(plan, result.plan(), result.trace(), reports, route.backend(), text.toString());
    }

    /** The plan in the engine's SQL. @throws PlanException NOT_SUPPORTED if the engine has none */
    public String toSql(LogicalPlan plan, QueryOptions options) {
        ExecutablePlan executable = prepare(plan);
        Route route = route(executable, options);
        require(route.engine(), Capability.TO_SQL, route.backend());
        return route.engine().toSql(executable);
    }

    /** What the plan will read at most. */
    public Estimate estimate(LogicalPlan plan) {
        long files = 0;
        long rowGroups = 0;
        long rows = 0;
        long bytes = 0;
        for (ScanTask task : prepare(plan).tasks()) {
            files += task.report().filesRead();
            rowGroups += task.report().rowGroupsRead();
            rows += task.report().rowsRead();
            bytes += task.report().bytesRead();
        }
        return new Estimate(files, rowGroups, rows, bytes);
    }

    /** Whether the SELECT can run. Never throws for a bad text. */
    public Validation validateSql(String text, @Nullable Object... args) {
        try {
            return new Validation(Optional.of(sql(text, args).schema()), List.of());
        } catch (PlanException refused) {
            return new Validation(Optional.empty(), List.of(String.valueOf(refused.getMessage())));
        }
    }

    /** Whether the plan's files are still as they were when it was built, and the engine takes it. */
    public Validation validate(LogicalPlan plan, QueryOptions options) {
        List<String> problems = new ArrayList<>();
        for (LogicalPlan.Scan scan : Plans.scans(plan)) {
            if (!Datasets.refresh(scan.files()).equals(scan.files())) {
                problems.add("[" + String.join(", ", scan.files().locations())
                        + "] The files have changed since the dataset was opened: call refresh().");
            }
        }
        try {
            route(prepare(plan), options);
        } catch (PlanException refused) {
            problems.add(String.valueOf(refused.getMessage()));
        }
        return new Validation(problems.isEmpty() ? Optional.of(plan.schema()) : Optional.empty(), problems);
    }

    // --- running

    /** Starts the plan; its batches come as the engine makes them. */
    public BatchStream stream(LogicalPlan plan, QueryOptions options) {
        ExecutablePlan executable = prepare(plan);
        Optional<BatchStream> known = KnownRows.of(executable.plan(), plan.schema(), options.batchRows());
        if (known.isPresent()) {
            options.progress().orElse(config.progress()).progress(1);
            return known.get();
        }
        QueryOptions complete = options.progress().isPresent() ? options : options.withProgress(config.progress());
        return runner.start(
                route(executable, options).engine(),
                executable,
                pruning(executable),
                complete,
                options.timeout().or(config::timeout));
    }

    private JoinPruning pruning(ExecutablePlan executable) {
        boolean wanted = config.runSteps().contains(RunStep.PRUNE_BY_JOIN);
        return wanted ? JoinPruning.of(executable) : JoinPruning.none();
    }

    /** Runs the plan to its end. */
    public Table collect(LogicalPlan plan, QueryOptions options) {
        try (BatchStream stream = stream(plan, options)) {
            return gathered(stream);
        }
    }

    /** All rows of a stream of which none has been taken. */
    private static Table gathered(BatchStream stream) {
        return stream instanceof QueryStream query ? query.gather() : Table.of(stream);
    }

    // --- writing

    /** Carries out a change of a dataset, all or nothing. */
    public WriteReport change(DatasetChange change, QueryOptions options) {
        return change(List.of(change), options).get(0);
    }

    /** Carries out changes of different datasets, all or none; a report for each. */
    public List<WriteReport> change(List<DatasetChange> changes, QueryOptions options) {
        return writing(options, writer -> writer.run(changes));
    }

    /** Puts rows in the place of files of a dataset: see {@link Rewrite}. */
    public WriteReport rewrite(
            FileSet dataset, Function<FileSet, Rewrite> plan, ConflictPolicy policy, QueryOptions options) {
        return change(DatasetChange.rewrite(dataset, plan, policy), options);
    }

    /** Does work that changes files on a worker, which no interrupt of the caller cuts off. */
    public <T> T changing(Supplier<T> work) {
        requireOpen();
        return runner.call(signal -> work.get(), Optional.empty());
    }

    private <T> T writing(QueryOptions options, Function<DatasetWriter, T> work) {
        requireWriter(options);
        ProgressListener progress = options.progress().orElse(config.progress());
        return runner.call(
                signal -> {
                    ExecutionContext context = new ExecutionContext(options.batchRows(), signal, progress);
                    T report = work.apply(new DatasetWriter(rows(options, context), config.datasets()));
                    progress.progress(1);
                    return report;
                },
                options.timeout().or(config::timeout));
    }

    private void requireWriter(QueryOptions options) {
        engineWith(Capability.WRITE, wish(options), options.threads());
    }

    /** Runs an operation that keeps a dataset in order. */
    public <T> T maintaining(FileSet dataset, Maintenance.Effect effect, Function<Maintenance, T> operation) {
        requireOpen();
        return runner.call(
                signal -> operation.apply(
                        new Maintenance(dataset, new SessionWork(this, signal, config.progress()), effect)),
                config.timeout());
    }

    /** What runs scheduled maintenance. */
    public MaintenanceThread maintenanceThread() {
        return maintenance;
    }

    /** Runs plans on the thread that asks, by the session's engine. */
    RowEngine rows(ExecutionContext context) {
        QueryOptions options = QueryOptions.defaults();
        requireWriter(options);
        return rows(options, context);
    }

    private RowEngine rows(QueryOptions options, ExecutionContext context) {
        Writers writers = new Writers(backends, backend -> engine(backend, options.threads()));
        return new RowEngine() {
            @Override
            public void require(ParquetFormat format) {
                writers.engine(wish(options), format);
            }

            @Override
            public List<WrittenFile> write(LogicalPlan plan, WriteOrder order) {
                ExecutablePlan rows = prepare(plan);
                Engine engine = writers.engine(wish(options), order.format());
                return new StagedRun(rows, order).by(writers.writer(engine, rows, wish(options)), context);
            }

            @Override
            public Table read(LogicalPlan plan) {
                context.cancel().check();
                BatchStream stream = stream(plan, options.withProgress(part -> {}));
                Runnable stop = stream::close;
                context.cancel().onFire(stop);
                try (stream) {
                    return gathered(stream);
                } catch (ColonnadeException failure) {
                    context.cancel().check();
                    throw failure;
                } finally {
                    context.cancel().forget(stop);
                }
            }
        };
    }

    // --- engines

    /** What the session's engine found about itself; those of all backends if the session has not named one. */
    public List<Check> checks() {
        BackendWish wish = wish(QueryOptions.defaults());
        boolean one = config.backend().isPresent() && wish.mode() != BackendWish.Mode.AUTO;
        Collection<Backend> asked = one ? List.of(backends.find(wish.name())) : backends.all();
        List<Check> checks = new ArrayList<>();
        for (Backend backend : asked) {
            try {
                checks.addAll(engine(backend.name(), OptionalInt.empty()).checks());
            } catch (ColonnadeException e) {
                if (one || e.code() != ErrorCode.BACKEND_UNAVAILABLE) {
                    throw e;
                }
                checks.add(new Check(backend.name(), Check.Status.DEGRADED, String.valueOf(e.getMessage())));
            }
        }
        return checks;
    }

    private Route route(ExecutablePlan plan, QueryOptions options) {
        Routing routing = new Routing(backends, backend -> engine(backend, options.threads()));
        return routing.route(plan, wish(options));
    }

    private BackendWish wish(QueryOptions options) {
        return options.backend()
                .or(config::backend)
                .map(BackendWish::parse)
                .orElseGet(() -> new BackendWish(backends.preferred().name(), BackendWish.Mode.OPEN));
    }

    private Engine sqlEngine() {
        return engineWith(Capability.SQL, wish(QueryOptions.defaults()), OptionalInt.empty());
    }

    /** The wished engine if it can do that or nothing else may, otherwise the preferred one. */
    private Engine engineWith(Capability capability, BackendWish wish, OptionalInt threads) {
        String preferred = backends.preferred().name();
        String name = wish.mode() == BackendWish.Mode.AUTO
                ? preferred
                : backends.find(wish.name()).name();
        Engine engine = engine(name, threads);
        if (wish.mode() == BackendWish.Mode.OPEN && !engine.capabilities().contains(capability)) {
            name = preferred;
            engine = engine(name, threads);
        }
        require(engine, capability, name);
        return engine;
    }

    private Engine engine(String backend, OptionalInt threads) {
        requireOpen();
        return engines.get(backend, threads);
    }

    private static void require(Engine engine, Capability capability, String backend) {
        if (!engine.capabilities().contains(capability)) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "Backend '" + backend + "' cannot do " + capability.name().replace('_', ' ')
                            + ": choose another backend.");
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new ColonnadeException(ErrorCode.CLOSED, "The session is closed: open a new one.");
        }
    }

    /** Cancels running queries and maintenance and stops the engines. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            maintenance.close();
            runner.close();
            engines.close();
        }
    }
}
