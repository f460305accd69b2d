package dev.colonnade;

import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.session.DataSize;
import dev.colonnade.session.RefreshPolicy;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.DatasetOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Collects the options of a {@link Session}; for one thread. */
public final class SessionBuilder {
    private Optional<String> backend = Optional.empty();
    private OptionalLong memoryLimit = OptionalLong.empty();
    private OptionalInt threads = OptionalInt.empty();
    private Optional<Path> tempDirectory = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private ProgressListener progress = ProgressListener.NONE;
    private final List<Path> allowedDirectories = new ArrayList<>();
    private Optimizer optimizer = Optimizer.standard();
    private DatasetOptions datasets = DatasetOptions.defaults();
    private RefreshPolicy refresh = RefreshPolicy.explicit();

    SessionBuilder() {}

    /** The engine, by name, such as {@code duckdb}; by default the one on the class path. */
    public SessionBuilder backend(String name) {
        backend = Optional.of(name);
        return this;
    }

    /** Memory that the engine may use for all queries together, such as {@code 4GB}; beyond it, it spills or fails. */
    public SessionBuilder memoryLimit(String size) {
        memoryLimit = OptionalLong.of(DataSize.parse(size).bytes());
        return this;
    }

    /** Threads of the engine for all queries together; by default one per processor. */
    public SessionBuilder threads(int number) {
        if (number < 1) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "A session has at least one thread, not " + number + ".");
        }
        threads = OptionalInt.of(number);
        return this;
    }

    /** Where the engine spills to; by default a directory of its own below the system's. */
    public SessionBuilder tempDirectory(Path directory) {
        tempDirectory = Optional.of(directory);
        return this;
    }

    /** How long a query may take; by default as long as it needs. */
    public SessionBuilder timeout(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    /** Hears how far each query is, ending with 1. */
    public SessionBuilder progress(ProgressListener listener) {
        progress = listener;
        return this;
    }

    /** Lets SQL texts name files below that directory by path; by default they may name registered datasets only. */
    public SessionBuilder allowDirectory(Path directory) {
        allowedDirectories.add(directory);
        return this;
    }

    /** Another optimizer, for comparison. */
    public SessionBuilder optimizer(Optimizer other) {
        optimizer = other;
        return this;
    }

    /** How datasets are opened that are given no options of their own. */
    public SessionBuilder datasets(DatasetOptions options) {
        datasets = options;
        return this;
    }

    /** When datasets look at their files again by themselves; by default never. */
    public SessionBuilder refresh(RefreshPolicy policy) {
        refresh = policy;
        return this;
    }

    /** @throws ColonnadeException BACKEND_UNAVAILABLE if there is no such engine */
    public Session open() {
        EngineOptions engine = new EngineOptions(memoryLimit, threads, tempDirectory);
        return new Session(new Workspace(new SessionConfig(
                backend, engine, timeout, progress, allowedDirectories, optimizer, datasets, refresh)));
    }
}
