package dev.colonnade.duckdb;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;

/** Names and starts DuckDB; one engine per session. */
public final class DuckDbBackend implements Backend {
    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public Engine open(EngineOptions options) {
        return DuckDbEngine.open(options);
    }
}
