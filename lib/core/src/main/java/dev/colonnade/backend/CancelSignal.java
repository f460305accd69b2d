package dev.colonnade.backend;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a running query to stop, once and for good. The thread that fires it runs the actions that the engine has
 * registered, such as cancelling a statement; an action that is registered afterwards runs at once.
 */
public final class CancelSignal {
    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable QueryException reason;

    /** Stops the query; {@code why} is what its caller gets to see. Only the first call counts. */
    public void fire(QueryException why) {
        List<Runnable> pending;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            pending = List.copyOf(actions);
            actions.clear();
        }
        pending.forEach(Runnable::run);
    }

    /** Has {@code action} run when the signal fires, or now if it has. */
    public void onFire(Runnable action) {
        synchronized (this) {
            if (reason == null) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Takes back {@link #onFire}, when there is nothing to stop any more. */
    public synchronized void forget(Runnable action) {
        actions.remove(action);
    }

    public synchronized boolean fired() {
        return reason != null;
    }

    /** Why the signal fired, or null. */
    public synchronized @Nullable QueryException reason() {
        return reason;
    }

    /** @throws QueryException if the signal has fired: the reason */
    public void check() {
        QueryException why = reason();
        if (why != null) {
            throw new QueryException(why.code(), messageOf(why), why);
        }
    }

    private static String messageOf(QueryException why) {
        String message = why.getMessage();
        return message == null ? ErrorCode.CANCELLED.name() : message;
    }
}
