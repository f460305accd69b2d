package dev.colonnade.session;

import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.source.DatasetOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param runSteps what is done between planning and running
 */
public record SessionConfig(
        Optional<String> backend,
        EngineOptions engine,
        Optional<Duration> timeout,
        ProgressListener progress,
        List<Path> allowedDirectories,
        Optimizer optimizer,
        DatasetOptions datasets,
        RefreshPolicy refresh,
        Set<RunStep> runSteps) {
    public SessionConfig {
        allowedDirectories = List.copyOf(allowedDirectories);
        runSteps = Set.copyOf(runSteps);
    }

    /** With every step. */
    public SessionConfig(
            Optional<String> backend,
            EngineOptions engine,
            Optional<Duration> timeout,
            ProgressListener progress,
            List<Path> allowedDirectories,
            Optimizer optimizer,
            DatasetOptions datasets,
            RefreshPolicy refresh) {
        this(
                backend,
                engine,
                timeout,
                progress,
                allowedDirectories,
                optimizer,
                datasets,
                refresh,
                EnumSet.allOf(RunStep.class));
    }

    /** These steps only. */
    public SessionConfig withRunSteps(Set<RunStep> steps) {
        return new SessionConfig(
                backend, engine, timeout, progress, allowedDirectories, optimizer, datasets, refresh, steps);
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
