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
 * @param name what sessions call it
 */
public record Subject(String name) {
    /** A session on this backend, with two threads. */
    public SessionBuilder session() {
        return Colonnade.builder().backend(name).threads(2);
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
