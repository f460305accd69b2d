package dev.colonnade.duckdb;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.ExecutionContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * What other threads do to a running query: they stop it, and ask how far it is. From {@link #end()} on they leave its
 * lane alone.
 *
 * <p>The engine forgets an interrupt that comes between two of its calls, so a fired signal interrupts again and again
 * until the query has ended.
 */
final class RunningQuery {
    private static final long INTERRUPT_MILLIS = 5;
    private static final long PROGRESS_MILLIS = 100;

    private final Lane lane;
    private final Transfer transfer;
    private final ExecutionContext context;
    private final Runnable onFire = this::stop;
    private @Nullable PreparedStatement running;
    private boolean ended;
    private @Nullable ScheduledFuture<?> interrupts;
    private @Nullable ScheduledFuture<?> progress;

    RunningQuery(Lane lane, Transfer transfer, ExecutionContext context) {
        this.lane = lane;
        this.transfer = transfer;
        this.context = context;
    }

    /** Starts to listen to the context's {@link CancelSignal}. */
    void begin() {
        context.cancel().onFire(onFire);
    }

    /** Reports the progress of {@code statement} from now on. */
    synchronized void report(PreparedStatement statement) throws SQLException {
        DuckDBPreparedStatement reporting = statement.unwrap(DuckDBPreparedStatement.class);
        running = statement;
        progress = Watch.PROGRESS.scheduleWithFixedDelay(
                () -> report(reporting), PROGRESS_MILLIS, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends the watch; afterwards no other thread touches the lane. */
    void end() {
        context.cancel().forget(onFire);
        synchronized (this) {
            ended = true;
            cancel(interrupts);
            cancel(progress);
        }
    }

    private synchronized void stop() {
        if (!ended) {
            interrupts =
                    Watch.STOPPER.scheduleWithFixedDelay(this::interrupt, 0, INTERRUPT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void interrupt() {
        if (!ended) {
            transfer.interrupt(lane, running);
        }
    }

    private void report(DuckDBPreparedStatement statement) {
        double percentage;
        synchronized (this) {
            if (ended) {
                return;
            }
            percentage = percentage(statement);
        }
        if (percentage > 0) {
            context.progress().progress(Math.min(1, percentage / 100));
        }
    }

    /** From 0 to 100, or -1 while the engine does not know. */
    private static double percentage(DuckDBPreparedStatement statement) {
        try {
            return statement.getQueryProgress().getPercentage();
        } catch (SQLException e) {
            return -1; // the statement is being closed
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
