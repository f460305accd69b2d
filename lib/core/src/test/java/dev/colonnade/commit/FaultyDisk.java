package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The local disk, until something goes wrong at the n-th call. */
final class FaultyDisk implements Disk {
    /** What goes wrong. */
    enum Fault {
        /** That one call fails. */
        FAILS_ONCE,
        /** That call is done, and still reported to have failed. */
        FAILS_AFTERWARDS,
        /** Every call from there on fails. */
        FAILS_FROM_THERE,
        /** The process is gone. */
        DIES
    }

    /** The end of a process: no clean-up of ours catches it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Fault fault;
    private final int at;
    private int calls;

    FaultyDisk(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    int calls() {
        return calls;
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private synchronized <T> T call(Call<T> call) throws IOException {
        calls++;
        boolean now = calls == at;
        if (fault == Fault.DIES && calls >= at) {
            throw new Died();
        }
        if (now && fault == Fault.FAILS_AFTERWARDS) {
            call.run();
        }
        if (now || calls > at && fault == Fault.FAILS_FROM_THERE) {
            throw new IOException("No space left on device");
        }
        return call.run();
    }

    @Override
    public Kind kind(Path path) throws IOException {
        return call(() -> UnsyncedDisk.INSTANCE.kind(path));
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return call(() -> UnsyncedDisk.INSTANCE.list(directory));
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return call(() -> UnsyncedDisk.INSTANCE.read(file));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        run(() -> UnsyncedDisk.INSTANCE.createDirectory(directory));
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        run(() -> UnsyncedDisk.INSTANCE.write(file, bytes));
    }

    @Override
    public void sync(Path file) throws IOException {
        run(() -> UnsyncedDisk.INSTANCE.sync(file));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        run(() -> UnsyncedDisk.INSTANCE.syncDirectory(directory));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        run(() -> UnsyncedDisk.INSTANCE.move(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        run(() -> UnsyncedDisk.INSTANCE.delete(path));
    }

    private interface Action {
        void run() throws IOException;
    }

    private void run(Action action) throws IOException {
        call(() -> {
            action.run();
            return true;
        });
    }
}
