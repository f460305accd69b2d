package dev.colonnade.session;

import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The engines of a session, one per backend and number of threads, each started when it is first asked for. */
final class Engines implements AutoCloseable {
    private final Backends backends;
    private final EngineOptions options;
    private final Map<Key, Engine> running = new HashMap<>();

    private record Key(String backend, OptionalInt threads) {}

    Engines(Backends backends, EngineOptions options) {
        this.backends = backends;
        this.options = options;
    }

    /** @param threads instead of those of the session */
    synchronized Engine get(String backend, OptionalInt threads) {
        Key key = new Key(backend, threads.isPresent() ? threads : options.threads());
        return running.computeIfAbsent(key, this::start);
    }

    private Engine start(Key key) {
        return backends.find(key.backend())
                .open(new EngineOptions(options.memoryLimitBytes(), key.threads(), options.tempDirectory()));
    }

    @Override
    public synchronized void close() {
        running.values().forEach(Engine::close);
        running.clear();
    }
}
