package dev.colonnade.session;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.commit.ReadVersions;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The worker threads of a session, one per running query. */
final class QueryRunner implements AutoCloseable {
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    private final Set<QueryStream> running = ConcurrentHashMap.newKeySet();
    private final Set<CancelSignal> calls = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers;

    QueryRunner() {
        String prefix = "colonnade-" + SESSIONS.incrementAndGet() + "-query-";
        AtomicInteger threads = new AtomicInteger();
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, prefix + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts a query whose files are settled. */
    QueryStream start(Engine engine, ExecutablePlan plan, QueryOptions options, Optional<Duration> timeout) {
        return start(engine, plan, JoinPruning.none(), options, timeout);
    }

    /** Starts a query, whose first part is to leave out files; its stream waits for it. */
    QueryStream start(
            Engine engine, ExecutablePlan plan, JoinPruning pruning, QueryOptions options, Optional<Duration> timeout) {
        QueryStream stream = new QueryStream(plan.plan().schema(), options, timeout, running::remove);
        ReadVersions.Lease lease = leased(plan);
        try {
            begin(stream, () -> stream.produce(engine, plan, pruning, lease));
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
        return stream;
    }

    /** Keeps the files of a plan where they are deleted by nobody. */
    static ReadVersions.Lease leased(ExecutablePlan plan) {
        return ReadVersions.lease(plan.tasks().stream()
                .map(task -> task.scan().files().versions())
                .toList());
    }

    /** Does work that changes files, and waits for its end whatever happens. */
    <T> T call(Function<CancelSignal, T> work, Optional<Duration> timeout) {
        StoppableCall<T> call = new StoppableCall<>();
        synchronized (this) {
            requireOpen();
            calls.add(call.signal());
            workers.execute(() -> call.run(work));
        }
        try {
            return call.await(timeout);
        } finally {
            calls.remove(call.signal());
        }
    }

    private synchronized void begin(QueryStream stream, Runnable work) {
        requireOpen();
        running.add(stream);
        workers.execute(work);
    }

    private void requireOpen() {
        if (workers.isShutdown()) {
            throw new ColonnadeException(ErrorCode.CLOSED, "The session is closed: open a new one.");
        }
    }

    private synchronized void endBeginnings() {
        workers.shutdown();
    }

    /** Cancels what runs and ends the threads. */
    @Override
    public void close() {
        endBeginnings();
        running.forEach(QueryStream::close);
        calls.forEach(signal -> signal.fire(
                new QueryException(ErrorCode.CLOSED, "The session was closed while it wrote: nothing was changed.")));
    }
}
