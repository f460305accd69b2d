package dev.colonnade.cli;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.SessionBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs queries. */
final class SessionOptions {
    @Option(
            names = "--dataset",
            paramLabel = "NAME=PATH",
            description = "a dataset and its table name: a file, a directory or a glob; repeat it for more")
    private Map<String, String> datasets = new LinkedHashMap<>();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "the engine: duckdb; arrow, which hands over what it does not run, or arrow-strict; auto")
    private @Nullable String backend;

    @Option(names = "--timeout", paramLabel = "TIME", description = "how long a query may take, such as 30s or 5m")
    private @Nullable String timeout;

    @Option(names = "--memory-limit", paramLabel = "SIZE", description = "memory of the engine, such as 1GB")
    private @Nullable String memoryLimit;

    @Option(names = "--threads", paramLabel = "N", description = "threads of the engine")
    private @Nullable Integer threads;

    @Mixin
    private ManifestFlags manifest = new ManifestFlags();

    @Option(names = "--temp-directory", paramLabel = "DIR", description = "where the engine spills to")
    private @Nullable Path tempDirectory;

    /** A session with the datasets registered, that draws its progress on {@code terminal}. */
    Session open(Terminal terminal) {
        SessionBuilder builder = Colonnade.builder().datasets(manifest.datasets());
        if (backend != null) {
            builder.backend(backend);
        }
        if (timeout != null) {
            builder.timeout(TimeLimit.parse(timeout));
        }
        if (memoryLimit != null) {
            builder.memoryLimit(memoryLimit);
        }
        if (threads != null) {
            builder.threads(threads);
        }
        if (tempDirectory != null) {
            builder.tempDirectory(tempDirectory);
        }
        if (terminal.interactive()) {
            ProgressBar bar = new ProgressBar(terminal.err(), System.nanoTime());
            builder.progress(fraction -> bar.draw(fraction, System.nanoTime()));
        }
        return withDatasets(builder.open());
    }

    private Session withDatasets(Session session) {
        try {
            datasets.forEach(session::dataset);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    Map<String, String> datasets() {
        return datasets;
    }
}
