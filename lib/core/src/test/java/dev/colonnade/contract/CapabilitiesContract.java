package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.Refusal;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a backend declares it does, and what it does not it refuses in these words. */
abstract class CapabilitiesContract extends Suite {
    private Engine engine;
    private Workspace planner;
    private Session strict;
    private Set<Capability> declared;
    private ParquetDataset numbers;
    private ParquetDataset strictNumbers;

    @BeforeAll
    void look() {
        engine = subject().engine();
        planner = new Workspace(SessionConfig.defaults());
        declared = engine.capabilities();
        strict = subject().strictSession().open();
        String file = raw.copy(
                        "SELECT range AS id, 'n' || range AS name FROM range(10)", directory.resolve("numbers.parquet"))
                .toString();
        numbers = session.dataset("numbers", file);
        strictNumbers = strict.dataset("numbers", file);
    }

    @AfterAll
    void end() {
        strict.close();
        planner.close();
        engine.close();
    }

    /** The strict session does it if the backend declares it, and otherwise refuses in these words. */
    private void orRefused(Capability capability, String words, Executable use) throws Throwable {
        if (declared.contains(capability)) {
            use.execute();
        } else {
            refused(
                    ErrorCode.NOT_SUPPORTED,
                    "Backend '" + subject().name() + "' cannot do " + words + ": choose another backend.",
                    use);
        }
    }

    @Test
    void sql() throws Throwable {
        String text = "SELECT id FROM numbers WHERE id = ?";
        assertEquals("[[7]]", rows(session.sql(text, 7).collect()).toString());
        assertFalse(session.validate("SELECT nothing FROM numbers").valid());
        orRefused(
                Capability.SQL,
                "SQL",
                () -> assertEquals("[[7]]", rows(strict.sql(text, 7).collect()).toString()));
    }

    @Test
    void toSql() throws Throwable {
        orRefused(
                Capability.TO_SQL,
                "TO SQL",
                () -> assertTrue(strictNumbers.select("name").toSql().contains("SELECT")));
    }

    /** Each of these shapes the backend runs, or names the node and the reason. */
    @Test
    void plans() {
        for (Function<ParquetDataset, LazyFrame> shape : SHAPES) {
            LazyFrame frame = shape.apply(numbers);
            List<Refusal> refusals = engine.refusals(planner.prepare(frame.plan()));
            assertTrue(frame.validate().valid(), frame::toString);
            LazyFrame strictly = shape.apply(strictNumbers);
            if (refusals.isEmpty()) {
                assertTrue(strictly.validate().valid(), frame::toString);
                assertEquals(rows(frame.collect()), rows(strictly.collect()), frame::toString);
            } else {
                assertFalse(declared.contains(Capability.PLANS), frame::toString);
                String sentence = "Backend '" + subject().name() + "' cannot run '"
                        + PlanPrinter.line(refusals.get(0).node()) + "', since it "
                        + refusals.get(0).reason() + ": ask for '" + subject().name()
                        + "' without strict, which hands such plans to another engine.";
                refused(ErrorCode.NOT_SUPPORTED, sentence, strictly::collect);
                assertEquals(List.of(sentence), strictly.validate().problems());
            }
        }
    }

    private static final List<Function<ParquetDataset, LazyFrame>> SHAPES = List.of(
            d -> d.filter(col("name").eq("n7")),
            d -> d.select("name"),
            d -> d.withColumns(col("id").plus(1).as("next")),
            d -> d.limit(2, 3),
            d -> d.tail(3),
            d -> d.filter(col("name").ne("n1")).agg(count(), sum("id")),
            d -> d.groupBy("name").agg(count()).sort("name"),
            d -> d.sort(col("name").desc()),
            d -> d.select("name").distinct().sort("name"),
            d -> d.join(d.select("id"), "id").sort("id"),
            d -> d.select("id").union(d.select("id")).sort("id"));

    /** The suites on cancelling, progress and limits ask these of every backend. */
    @Test
    void everyBackendStopsAndTellsProgress() {
        assertTrue(declared.containsAll(Set.of(Capability.CANCEL, Capability.PROGRESS)), declared::toString);
    }

    @Test
    void theBackendSaysHowItIs() {
        assertFalse(session.doctor().isEmpty());
    }
}
