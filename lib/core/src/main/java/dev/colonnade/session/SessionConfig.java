package dev.colonnade.session;

import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.source.DatasetOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a session is opened with.
 *
 * @param backend the engine's name; absent means the only one on the class path, or duckdb
 * @param engine memory, threads and temp directory of the engine
 * @param timeout how long a query may take; absent means as long as it needs
 * @param progress hears how far every query is
 * @param allowedDirectories where SQL texts may name files by path
 * @param optimizer rewrites every plan
 * @param datasets how datasets are opened that are given no options
 * @param refresh when datasets look at their files again
 */
public record SessionConfig(
        Optional<String> backend,
        EngineOptions engine,
        Optional<Duration> timeout,
        ProgressListener progress,
        List<Path> allowedDirectories,
        Optimizer optimizer,
        DatasetOptions datasets,
        RefreshPolicy refresh) {
    public SessionConfig {
        allowedDirectories = List.copyOf(allowedDirectories);
    }

    public static SessionConfig defaults() {
        return new SessionConfig(
                Optional.empty(),
                EngineOptions.defaults(),
                Optional.empty(),
                ProgressListener.NONE,
                List.of(),
                Optimizer.standard(),
                DatasetOptions.defaults(),
                RefreshPolicy.explicit());
    }
}
