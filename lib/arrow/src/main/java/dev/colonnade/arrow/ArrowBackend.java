package dev.colonnade.arrow;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;

/** Names and starts the native Arrow engine; one per session. */
public final class ArrowBackend implements Backend {
    @Override
    public String name() {
        return "arrow";
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Engine open(EngineOptions options) {
        return ArrowEngine.open(options);
    }
}
