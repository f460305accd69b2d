package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.ParquetDataset;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Engine;
import dev.colonnade.error.ErrorCode;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a backend declares it does, and what it does not it refuses in these words. */
abstract class CapabilitiesContract extends Suite {
    private Set<Capability> declared;
    private ParquetDataset numbers;

    @BeforeAll
    void look() {
        try (Engine engine = subject().engine()) {
            declared = engine.capabilities();
        }
        String file = raw.copy("SELECT range AS id FROM range(10)", directory.resolve("numbers.parquet"))
                .toString();
        numbers = session.dataset("numbers", file);
    }

    private void orRefused(Capability capability, String words, Runnable use) {
        if (declared.contains(capability)) {
            use.run();
        } else {
            refused(
                    ErrorCode.NOT_SUPPORTED,
                    "Backend '" + subject().name() + "' cannot do " + words + ": choose another backend.",
                    use::run);
        }
    }

    @Test
    void plans() {
        assertTrue(declared.contains(Capability.PLANS), "a backend that runs no plans is none");
        assertEquals("[[7]]", rows(numbers.filter(col("id").eq(7)).collect()).toString());
        assertTrue(numbers.filter(col("id").eq(7)).validate().valid());
    }

    @Test
    void sql() {
        orRefused(
                Capability.SQL,
                "SQL",
                () -> assertEquals(
                        "[[7]]",
                        rows(session.sql("SELECT id FROM numbers WHERE id = ?", 7)
                                        .collect())
                                .toString()));
        if (declared.contains(Capability.SQL)) {
            assertFalse(session.validate("SELECT nothing FROM numbers").valid());
        }
    }

    @Test
    void toSql() {
        orRefused(
                Capability.TO_SQL,
                "TO SQL",
                () -> assertTrue(numbers.filter(col("id").eq(7)).toSql().contains("SELECT")));
    }

    /** The suites on cancelling, limits and progress ask these of every backend. */
    @Test
    void everyBackendStopsTellsProgressAndKeepsLimits() {
        assertTrue(declared.containsAll(Set.of(Capability.CANCEL, Capability.PROGRESS, Capability.MEMORY_LIMIT)));
    }

    @Test
    void theBackendSaysHowItIs() {
        assertFalse(session.doctor().isEmpty());
        assertTrue(numbers.lazy().explain().toString().contains(subject().name()));
    }
}
