package dev.colonnade.parquet;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;

/** Names and starts the engine in pure Java; one per session. */
public final class ParquetBackend implements Backend {
    @Override
    public String name() {
        return "parquet";
    }

    /** The least: it runs few plans, and none faster than a native engine. */
    @Override
    public int preference() {
        return -100;
    }

    @Override
    public Engine open(EngineOptions options) {
        return new ParquetEngine();
    }
}
