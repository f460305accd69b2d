package dev.colonnade.arrow.interop;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches out of a source that has to be closed: by {@link #close}, or else, with a warning, when the stream is garbage. With
 * {@code -Dcolonnade.arrow.trace=true} the warning tells where the stream was opened.
 */
final class OpenStream implements BatchStream {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStream.class);
    private static final String TRACE = "colonnade.arrow.trace";

    private final Schema schema;
    private final Callable<@Nullable Batch> source;
    private final Closing closing;
    private final Cleaner.Cleanable backstop;

    /**
     * @param source gives the next batch, which may be empty, or null after the last
     * @param close frees the source; called once, perhaps by the collector's thread; must not refer to this stream
     */
    OpenStream(Schema schema, Callable<@Nullable Batch> source, AutoCloseable close) {
        this.schema = schema;
        this.source = source;
        this.closing = new Closing(close);
        this.backstop = NativeHold.onCollection(this, closing::forgotten);
    }

    /** What is left to do once, and where it was begun. */
    private static final class Closing {
        private final AutoCloseable close;
        private final @Nullable Throwable opened;
        private final AtomicBoolean done = new AtomicBoolean();

        Closing(AutoCloseable close) {
            this.close = close;
            this.opened = Boolean.getBoolean(TRACE) ? new Throwable("opened here") : null;
        }

        void run() {
            if (done.compareAndSet(false, true)) {
                try {
                    close.close();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw ArrowErrors.failed(e);
                }
            }
        }

        void forgotten() {
            if (!done.get()) {
                LOG.warn(
                        "A stream of Arrow batches was not closed: close it; run with -D{}=true to see where it was opened.",
                        TRACE,
                        opened);
                run();
            }
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        if (closing.done.get()) {
            throw new ColonnadeException(ErrorCode.CLOSED, "The stream is closed: open it again.");
        }
        try {
            Batch batch = source.call();
            while (batch != null && batch.rowCount() == 0) {
                batch = source.call();
            }
            return batch;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw ArrowErrors.failed(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        closing.run();
        backstop.clean();
    }
}
