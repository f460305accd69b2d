package dev.colonnade.contract;

import dev.colonnade.Colonnade;
import dev.colonnade.SessionBuilder;
import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;
import java.util.ServiceLoader;

/**
 * A backend that keeps the contract.
 *
 * @param name its name
 */
public record Subject(String name) {
    /** A session on this backend, with two threads; what the backend does not run, another one may. */
    public SessionBuilder session() {
        return Colonnade.builder().backend(name).threads(2);
    }

    /** A session in which no other backend may run anything. */
    public SessionBuilder strictSession() {
        return Colonnade.builder().backend(strictName()).threads(2);
    }

    /** What such a session calls the backend. */
    public String strictName() {
        return name + "-strict";
    }

    /** The backend itself, without a session. */
    public Backend backend() {
        return ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** An engine of its own. */
    public Engine engine() {
        return backend().open(EngineOptions.defaults());
    }
}
