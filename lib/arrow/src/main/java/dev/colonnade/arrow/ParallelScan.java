package dev.colonnade.arrow;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several files, each read by one worker, several at once. Workers run ahead of the reader by a bounded number of
 * bytes; the file whose turn it is may always go on. Closing, a failure or the query's signal stop the workers at their next
 * batch; what they hold they release themselves.
 */
final class ParallelScan implements BatchStream {
    /** In which order rows come. */
    enum Order {
        /** That of the files, and of the rows in each; a file that fails does so in its turn. */
        FILES,
        ANY
    }

    /** How far the workers may be ahead of the reader. */
    private static final long AHEAD_BYTES = 64L << 20;

    private final Schema schema;
    private final List<FileTask> tasks;
    private final Order order;
    private final MemoryGate gate;
    private final CancelSignal cancel;
    private final ProgressListener progress;
    private final Runnable stop = this::stop;

    /** Held while a file waits for memory, so that files are begun in their order. */
    private final ReentrantLock beginning = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition room = lock.newCondition();
    /** What is read of each file whose turn has not passed; only one, for all files, if any order will do. */
    private final Deque<Slot> slots = new ArrayDeque<>();

    private int begun;
    private int finished;
    private long aheadBytes;
    private volatile long heldBytes;
    private volatile boolean stopped;

    /** Batches that wait for the reader. */
    private static final class Slot {
        private final Deque<Batch> batches = new ArrayDeque<>();
        /** How many files will yet put batches here. */
        private int open;

        private @Nullable Throwable failure;

        Slot(int open) {
            this.open = open;
        }
    }

    private record Claim(FileTask task, Slot slot) {}

    private ParallelScan(Schema schema, List<FileTask> tasks, Order order, MemoryGate gate, ExecutionContext context) {
        this.schema = schema;
        this.tasks = tasks;
        this.order = order;
        this.gate = gate;
        this.cancel = context.cancel();
        this.progress = context.progress();
        if (order == Order.ANY) {
            slots.add(new Slot(tasks.size()));
        }
    }

    static BatchStream start(
            Schema schema,
            List<FileTask> tasks,
            Order order,
            ScanThreads threads,
            MemoryGate gate,
            ExecutionContext context) {
        ParallelScan scan = new ParallelScan(schema, tasks, order, gate, context);
        scan.cancel.onFire(scan.stop);
        for (int i = 0; i < Math.min(threads.perQuery(), tasks.size()); i++) {
            threads.run(scan::work);
        }
        return scan;
    }

    // --- the workers' side

    private void work() {
        for (Claim claim = claim(); claim != null; claim = claim()) {
            Throwable failure = null;
            try {
                Slot slot = claim.slot;
                claim.task.read(batch -> offer(slot, batch));
            } catch (Throwable e) {
                failure = e;
            }
            finish(claim, failure);
        }
    }

    /** The next file, when there is memory for it; null when there is none or the scan has stopped. */
    private @Nullable Claim claim() {
        beginning.lock();
        try {
            if (stopped || begun == tasks.size()) {
                return null;
            }
            FileTask task = tasks.get(begun++);
            boolean admitted = gate.enter(task.memoryBytes(), () -> heldBytes == 0, () -> stopped);
            return admitted ? new Claim(task, slotFor(task)) : null;
        } finally {
            beginning.unlock();
        }
    }

    private Slot slotFor(FileTask task) {
        lock.lock();
        try {
            heldBytes += task.memoryBytes();
            if (order == Order.FILES) {
                slots.add(new Slot(1));
            }
            return slots.getLast();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for room; whether the file shall go on. */
    private boolean offer(Slot slot, Batch batch) {
        lock.lock();
        try {
            while (!stopped && aheadBytes >= AHEAD_BYTES && !isAwaited(slot)) {
                room.awaitUninterruptibly();
            }
            if (stopped) {
                return false;
            }
            slot.batches.add(batch);
            aheadBytes += batch.sizeBytes();
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has nothing to read but what this slot gets. */
    private boolean isAwaited(Slot slot) {
        return slots.peek() == slot && slot.batches.isEmpty();
    }

    private void finish(Claim claim, @Nullable Throwable failure) {
        lock.lock();
        try {
            heldBytes -= claim.task.memoryBytes();
            finished++;
            claim.slot.open--;
            if (claim.slot.failure == null) {
                claim.slot.failure = failure;
            }
            filled.signal();
            progress.progress((double) finished / tasks.size());
        } finally {
            lock.unlock();
        }
        gate.leave(claim.task.memoryBytes());
    }

    // --- the reader's side

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        lock.lock();
        try {
            while (!stopped) {
                Slot slot = slots.peek();
                Batch batch = slot == null ? null : slot.batches.poll();
                if (batch != null) {
                    aheadBytes -= batch.sizeBytes();
                    room.signalAll();
                    return batch;
                }
                if (slot != null && slot.failure != null) {
                    throw rethrown(slot.failure);
                }
                if (slot != null && slot.open == 0) {
                    slots.remove();
                    room.signalAll();
                } else if (finished == tasks.size()) {
                    return null;
                } else {
                    filled.awaitUninterruptibly();
                }
            }
            cancel.check();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known
                ? known
                : new QueryException(ErrorCode.ENGINE, "Arrow failed: " + failure + ".", failure);
    }

    private void stop() {
        lock.lock();
        try {
            stopped = true;
            slots.clear();
            filled.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        gate.wake();
    }

    /** Returns at once; a worker ends when its native call does. */
    @Override
    public void close() {
        cancel.forget(stop);
        stop();
    }
}
