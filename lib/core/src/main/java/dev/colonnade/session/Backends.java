package dev.colonnade.session;

import dev.colonnade.backend.Backend;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The backends on the class path, by name. */
final class Backends {
    private final TreeMap<String, Backend> byName = new TreeMap<>();

    private Backends(Iterable<Backend> backends) {
        backends.forEach(backend -> byName.put(backend.name(), backend));
    }

    static Backends load() {
        return new Backends(ServiceLoader.load(Backend.class, Backends.class.getClassLoader()));
    }

    /** For tests. */
    static Backends of(Backend... backends) {
        return new Backends(List.of(backends));
    }

    /** In the order of their names. */
    Collection<Backend> all() {
        requireSome();
        return byName.values();
    }

    /** The one that is used where none is named. @throws ColonnadeException BACKEND_UNAVAILABLE */
    Backend preferred() {
        requireSome();
        return byName.values().stream()
                .max(Comparator.comparingInt(Backend::preference))
                .orElseThrow();
    }

    /** @throws ColonnadeException BACKEND_UNAVAILABLE */
    Backend find(String name) {
        requireSome();
        Backend backend = byName.get(name);
        if (backend == null) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE,
                    "No backend '" + name + "' is on the class path, which has " + byName.keySet() + "."
                            + Nearest.hint(name, byName.keySet()));
        }
        return backend;
    }

    private void requireSome() {
        if (byName.isEmpty()) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE,
                    "No engine is on the class path: add the artifact dev.colonnade:colonnade-duckdb.");
        }
    }
}
