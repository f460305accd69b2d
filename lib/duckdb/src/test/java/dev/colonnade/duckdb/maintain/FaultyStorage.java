package dev.colonnade.duckdb.maintain;

import dev.colonnade.source.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A storage whose n-th call fails. */
final class FaultyStorage implements WritableStorage {
    /** When it fails. */
    enum Fault {
        BEFORE,
        /** It was done nevertheless. */
        AFTERWARDS,
        /** What is written is another byte than was given. */
        SILENTLY_WRONG
    }

    private final WritableStorage storage;
    private final Fault fault;
    private final int at;
    private int calls;
    private boolean failed;

    FaultyStorage(WritableStorage storage, Fault fault, int at) {
        this.storage = storage;
        this.fault = fault;
        this.at = at;
    }

    int calls() {
        return calls;
    }

    /** Whether something went wrong. */
    boolean failed() {
        return failed;
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T call(Call<T> call) throws IOException {
        calls++;
        if (calls != at || fault == Fault.SILENTLY_WRONG) {
            return call.run();
        }
        failed = true;
        if (fault == Fault.AFTERWARDS) {
            call.run();
        }
        throw new IOException("No space left on device");
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        return call(() -> storage.find(path));
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        return call(() -> storage.list(directory));
    }

    @Override
    public byte[] read(Path path, long offset, int length) throws IOException {
        return call(() -> storage.read(path, offset, length));
    }

    @Override
    public void write(Path file, Bytes bytes) throws IOException {
        int number = calls + 1;
        call(() -> {
            storage.write(file, out -> {
                bytes.writeTo(out);
                if (fault == Fault.SILENTLY_WRONG && number == at) {
                    failed = true;
                    out.write(1);
                }
            });
            return file;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        call(() -> {
            storage.delete(file);
            return file;
        });
    }
}
