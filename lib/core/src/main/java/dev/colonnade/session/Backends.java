package dev.colonnade.session;

import dev.colonnade.backend.Backend;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The backends on the class path, by name. */
final class Backends {
    private static final String DEFAULT = "duckdb";

    private final TreeMap<String, Backend> byName = new TreeMap<>();

    private Backends() {}

    static Backends load() {
        Backends backends = new Backends();
        for (Backend backend : ServiceLoader.load(Backend.class, Backends.class.getClassLoader())) {
            backends.byName.put(backend.name(), backend);
        }
        return backends;
    }

    /** @throws ColonnadeException BACKEND_UNAVAILABLE */
    Backend find(Optional<String> wanted) {
        if (byName.isEmpty()) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE,
                    "No engine is on the class path: add the artifact dev.colonnade:colonnade-duckdb.");
        }
        String name = wanted.orElse(byName.size() == 1 ? byName.firstKey() : DEFAULT);
        Backend backend = byName.get(name);
        if (backend == null) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE,
                    "No backend '" + name + "' is on the class path, which has " + byName.keySet() + "."
                            + Nearest.hint(name, byName.keySet()));
        }
        return backend;
    }
}
