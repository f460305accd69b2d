package dev.colonnade.source;

import org.jspecify.annotations.Nullable;

/** A value that is made when it is asked for, or beforehand by another thread. Safe for use by several threads. */
final class Deferred<T> {
    /** Makes the value; what it throws is thrown to whoever asks for the value. */
    interface Maker<T> {
        T make();
    }

    private volatile @Nullable T value;
    private @Nullable Maker<T> maker;

    private Deferred(@Nullable T value, @Nullable Maker<T> maker) {
        this.value = value;
        this.maker = maker;
    }

    static <T> Deferred<T> of(T value) {
        return new Deferred<>(value, null);
    }

    static <T> Deferred<T> by(Maker<T> maker) {
        return new Deferred<>(null, maker);
    }

    /** Starts to make the value on a thread of its own, unless it is there. If that fails, the first who asks for the value tries again. */
    void begin(String thread) {
        if (value != null) {
            return;
        }
        Thread worker = new Thread(
                new Runnable() {
                    @Override
                    public void run() {
                        try {
                            get();
                        } catch (RuntimeException thrownAgain) {
                            // by whoever asks
                        }
                    }
                },
                thread);
        worker.setDaemon(true);
        worker.start();
    }

    T get() {
        T known = value;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = value;
        if (known == null) {
            Maker<T> make = maker;
            if (make == null) {
                throw new IllegalStateException("There is nothing to make the value.");
            }
            known = make.make();
            value = known;
            maker = null;
        }
        return known;
    }
}
