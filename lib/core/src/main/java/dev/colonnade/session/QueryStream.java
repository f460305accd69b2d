package dev.colonnade.session;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.commit.ReadVersions;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.plan.Invariants;
import dev.colonnade.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The meeting point of a query's worker, which fills a short queue with batches, and its caller, who empties it and waits
 * interruptibly. Whatever goes wrong on the worker is thrown at the caller's next call. A worker that misses a file which a
 * commit has moved begins again, as long as the caller has been given no row, or gathers them and can give them up.
 */
final class QueryStream implements BatchStream {
    /** How many batches the worker may be ahead. */
    private static final int READ_AHEAD = 4;

    /** How long a caller who stops a query waits for the engine to let go. */
    private static final long GRACE_MILLIS = 100;

    private static final Object END = new Object();

    private final Schema schema;
    private final int batchRows;
    private final Optional<Duration> timeout;
    private final long deadline;
    private final CancelSignal signal = new CancelSignal();
    private final Progress progress;
    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(READ_AHEAD);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Consumer<QueryStream> whenFinished;
    private boolean ended;
    private volatile boolean closed;
    private @Nullable Thread worker;
    /** How often the worker has begun again. */
    private int attempt;

    private boolean handedOut;

    QueryStream(Schema schema, QueryOptions options, Optional<Duration> timeout, Consumer<QueryStream> whenFinished) {
        this.schema = schema;
        this.batchRows = options.batchRows();
        this.timeout = timeout;
        this.deadline = timeout.map(t -> System.nanoTime() + t.toNanos()).orElse(0L);
        this.progress = new Progress(options.progress().orElse(ProgressListener.NONE));
        this.whenFinished = whenFinished;
    }

    // --- the worker's side

    /** @param lease what keeps the files until they have been read */
    void produce(Engine engine, ExecutablePlan plan, JoinPruning pruning, ReadVersions.Lease lease) {
        enter();
        try {
            try (lease) {
                Run run = new Run(engine, plan, pruning, new FilePlaces());
                while (!run.isDone()) {
                    signal.check();
                }
            }
            progress.progress(1);
            queue.put(END);
        } catch (InterruptedException stopped) {
            // only an early close interrupts a worker, and then nobody waits for its batches
        } catch (Throwable failure) {
            fail(failure);
        } finally {
            leave();
            finished.countDown();
            whenFinished.accept(this);
        }
    }

    /** What the worker does, as often as files move under it. */
    private final class Run {
        private final Engine engine;
        private final ExecutablePlan plan;
        private final JoinPruning pruning;
        private final FilePlaces places;

        Run(Engine engine, ExecutablePlan plan, JoinPruning pruning, FilePlaces places) {
            this.engine = engine;
            this.plan = plan;
            this.pruning = pruning;
            this.places = places;
        }

        /** Runs the plan to its end. False if it has to be run again. */
        boolean isDone() throws InterruptedException {
            try {
                deliver();
                return true;
            } catch (ColonnadeException failure) {
                if (signal.fired() || !places.lookAgain(plan, failure)) {
                    throw failure;
                }
                if (!beginAgain()) {
                    throw cutOff(failure);
                }
                return false;
            }
        }

        private void deliver() throws InterruptedException {
            signal.check();
            ExecutionContext first = new ExecutionContext(batchRows, signal, ProgressListener.NONE);
            ExecutablePlan pruned = pruning.apply(plan, part -> engine.execute(places.apply(part), first));
            signal.check();
            ExecutionContext context = new ExecutionContext(batchRows, signal, progress);
            try (BatchStream stream = engine.execute(places.apply(pruned), context)) {
                requireSchema(stream.schema());
                for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                    if (batch.rowCount() > 0) {
                        queue.put(new Delivered(batch, attempt()));
                    }
                    signal.check();
                }
            }
        }
    }

    private static QueryException cutOff(ColonnadeException missed) {
        return new QueryException(
                ErrorCode.STALE_SNAPSHOT,
                "A commit moved files that this stream had not read yet, after it had handed out rows: run it again, or"
                        + " collect() it, which begins again by itself.",
                missed);
    }

    private synchronized int attempt() {
        return attempt;
    }

    /** Takes back what waits in the queue; false if it is too late for that. */
    private synchronized boolean beginAgain() {
        if (!handedOut) {
            attempt++;
            queue.clear();
        }
        return !handedOut;
    }

    private synchronized void enter() {
        worker = Thread.currentThread();
    }

    private synchronized void leave() {
        worker = null;
        Thread.interrupted();
    }

    /** Wakes a worker that waits for room in the queue, and no thread that already works for another query. */
    private synchronized void wakeWorker() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void fail(Throwable failure) {
        QueryException reason = signal.reason();
        Throwable shown = reason == null ? failure : reason;
        try {
            queue.put(new Failure(shown));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireSchema(Schema delivered) {
        if (!Invariants.sameColumns(delivered, schema)) {
            throw new ColonnadeException(
                    ErrorCode.INTERNAL,
                    "The engine delivers " + delivered + " where the plan promises " + schema + ".");
        }
    }

    private record Failure(Throwable cause) {}

    private record Delivered(Batch batch, int attempt) {}

    // --- the caller's side

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        if (closed) {
            throw new QueryException(ErrorCode.CLOSED, "The stream is closed: run the query again.");
        }
        if (ended) {
            return null;
        }
        Object item = take();
        while (item instanceof Delivered delivered) {
            if (handOut(delivered)) {
                return delivered.batch();
            }
            item = take();
        }
        return end(item);
    }

    /** Whether the batch is of the present attempt, which cannot be given up any more then. */
    private synchronized boolean handOut(Delivered delivered) {
        handedOut |= delivered.attempt() == attempt;
        return delivered.attempt() == attempt;
    }

    /** All rows, in the place of {@link #next}. */
    Table gather() {
        List<Batch> batches = new ArrayList<>();
        int of = 0;
        Object item = take();
        while (item instanceof Delivered delivered) {
            if (delivered.attempt() != of) {
                batches.clear();
                of = delivered.attempt();
            }
            batches.add(delivered.batch());
            item = take();
        }
        end(item);
        return Table.of(schema, of == attempt() ? batches : List.of());
    }

    private @Nullable Batch end(Object item) {
        ended = true;
        if (item instanceof Failure failure) {
            throw rethrown(failure.cause());
        }
        return null;
    }

    private Object take() {
        try {
            if (timeout.isEmpty()) {
                return queue.take();
            }
            Object item = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (item != null) {
                return item;
            }
            throw stop(new QueryException(
                    ErrorCode.TIMEOUT,
                    "The query took longer than its limit of " + seconds(timeout.get())
                            + " and was cancelled: raise the timeout or ask for less."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stop(new QueryException(
                    ErrorCode.CANCELLED, "The query was interrupted and has been cancelled.", interrupted));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private QueryException stop(QueryException why) {
        ended = true;
        signal.fire(why);
        release();
        return why;
    }

    /** Lets a worker that waits for room in the queue go, and gives the engine a moment to let go of the query. */
    private void release() {
        boolean interrupted = Thread.interrupted();
        wakeWorker();
        try {
            finished.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        queue.clear();
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof ColonnadeException known) {
            known.addSuppressed(new Asked());
            return known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new QueryException(ErrorCode.ENGINE, "The query failed: " + cause + ".", cause);
    }

    /** Carries the caller's stack trace on an exception that a worker made. */
    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Asked() {
            super("asked for here");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            QueryException why = new QueryException(ErrorCode.CANCELLED, "The query was closed before its end.");
            signal.fire(why);
            if (!ended) {
                ended = true;
                release();
                // for a caller who waits while another thread closes
                queue.offer(new Failure(why));
            }
        }
    }

    /** Passes progress on, never backwards and never more than 1. */
    private static final class Progress implements ProgressListener {
        private final ProgressListener listener;
        private double last = -1;

        Progress(ProgressListener listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void progress(double fraction) {
            double bounded = Math.min(1, Math.max(0, fraction));
            if (bounded > last) {
                last = bounded;
                listener.progress(bounded);
            }
        }
    }
}
