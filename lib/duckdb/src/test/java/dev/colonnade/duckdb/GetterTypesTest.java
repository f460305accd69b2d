package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.backend.Check;
import dev.colonnade.backend.EngineOptions;
import org.junit.jupiter.api.Test;

/** What holds for streamed results holds for those that the driver's getters return. */
class GetterTypesTest extends EngineTypesTest {
    @Override
    Transfer transfer() {
        return new GetterTransfer();
    }

    @Test
    void theEngineSaysThatItIsDegraded() {
        try (DuckDbEngine engine = DuckDbEngine.openDegraded(EngineOptions.defaults(), "of a test")) {
            Check check = engine.checks().get(1);
            assertEquals(Check.Status.DEGRADED, check.status());
            assertEquals(
                    "rows one by one through the driver's getters, results wholly in the engine's memory, because of a "
                            + "test: use the driver org.duckdb:duckdb_jdbc:2.0.0.1.",
                    check.finding());
        }
    }
}
