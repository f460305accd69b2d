package dev.colonnade.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final Schema SCHEMA = Schema.of(Field.of("a", DataType.INT64));
    private static final LogicalPlan LEAF = new LogicalPlan.Empty(SCHEMA, "no rows in this test");
    private static final ExecutablePlan EASY = new ExecutablePlan(LEAF, List.of());
    private static final ExecutablePlan SORTED =
            new ExecutablePlan(PlanBuilder.sort(LEAF, List.of(Exprs.col("a").asc())), List.of());

    private final Backend big = new Fake("big", 100, true, 5);
    private final Backend quick = new Fake("quick", 0, false, 2);
    private final Backend absent = new Fake("absent", 1, true, 1) {
        @Override
        public Engine open(EngineOptions options) {
            throw new ColonnadeException(ErrorCode.BACKEND_UNAVAILABLE, "Its library is missing.");
        }
    };

    @Test
    void aNamedEngineRunsWhatItDoesNotRefuse() {
        assertEquals("quick", route("quick", EASY).headline());
        assertEquals("quick", route("quick-strict", EASY).headline());
    }

    @Test
    void whatItRefusesGoesToThePreferredEngineAndTheRouteSaysSoForEachNode() {
        Route route = route("quick", SORTED);
        assertEquals("big", route.backend());
        assertEquals("big, since quick does not run all of the plan", route.headline());
        assertEquals(
                List.of(
                        "Sort [a]: big, since quick does not sort",
                        "Empty (no rows in this test): big, since quick could, but a plan runs on one engine"),
                route.notes());
    }

    @Test
    void strictRefusesInOneSentence() {
        PlanException refused = assertThrows(PlanException.class, () -> route("quick-strict", SORTED));
        assertEquals(ErrorCode.NOT_SUPPORTED, refused.code());
        assertEquals(
                "Backend 'quick' cannot run 'Sort [a]', since it does not sort: ask for 'quick' without strict, which "
                        + "hands such plans to another engine.",
                refused.getMessage());
    }

    @Test
    void aPlanThatNobodyRunsIsRefused() {
        assertEquals(
                "Backend 'quick' cannot run 'Sort [a]', since it does not sort: put another backend on the class path.",
                assertThrows(PlanException.class, () -> route("quick", SORTED, quick))
                        .getMessage());
        assertEquals(
                "Backend 'quick' cannot run 'Sort [a]', since it does not sort: put another backend on the class path.",
                assertThrows(PlanException.class, () -> route("auto", SORTED, quick, absent))
                        .getMessage());
    }

    @Test
    void autoTakesTheCheapestThatRunsThePlan() {
        Route easy = route("auto", EASY, big, quick, absent);
        assertEquals("quick, chosen by auto", easy.headline());
        assertEquals(
                List.of(
                        "absent is left out: Its library is missing.",
                        "quick would take about 2.0 ms",
                        "big would take about 5.0 ms"),
                easy.notes());
        Route sorted = route("auto", SORTED, big, quick);
        assertEquals("big, chosen by auto", sorted.headline());
        assertEquals(List.of("quick does not sort: Sort [a]", "big would take about 5.0 ms"), sorted.notes());
    }

    @Test
    void autoAsksNoSlowerEngineWhatItRefuses() {
        Backend slow = new Fake("slow", 0, false, 9) {
            @Override
            public Engine open(EngineOptions options) {
                return new FakeEngine(false, 9, () -> {
                    throw new AssertionError("asked");
                });
            }
        };
        Route route = route("auto", SORTED, slow, big, quick);
        assertEquals("big", route.backend());
        assertEquals(
                List.of("quick does not sort: Sort [a]", "big would take about 5.0 ms", "slow would take about 9.0 ms"),
                route.notes());
    }

    @Test
    void equalCostsGoToThePreferredEngine() {
        assertEquals("big", route("auto", EASY, new Fake("a", 0, true, 5), big).backend());
        assertEquals("big", route("auto", EASY, big, new Fake("z", 0, true, 5)).backend());
    }

    @Test
    void nothingThatStartsIsAnError() {
        assertEquals(
                "No backend can start here: absent is left out: Its library is missing.",
                assertThrows(ColonnadeException.class, () -> route("auto", EASY, absent))
                        .getMessage());
    }

    private Route route(String wish, ExecutablePlan plan) {
        return route(wish, plan, big, quick);
    }

    private static Route route(String wish, ExecutablePlan plan, Backend... onClassPath) {
        Backends backends = Backends.of(onClassPath);
        try (Engines engines = new Engines(backends, EngineOptions.defaults())) {
            return new Routing(backends, name -> engines.get(name, OptionalInt.empty()))
                    .route(plan, BackendWish.parse(wish));
        }
    }

    private static class Fake implements Backend {
        private final String name;
        private final int preference;
        private final Engine engine;

        Fake(String name, int preference, boolean sorts, double millis) {
            this.name = name;
            this.preference = preference;
            this.engine = new FakeEngine(sorts, millis, () -> {});
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int preference() {
            return preference;
        }

        @Override
        public Engine open(EngineOptions options) {
            return engine;
        }
    }

    /** @param whenAsked runs whenever it is asked what it refuses */
    private record FakeEngine(boolean sorts, double millis, Runnable whenAsked) implements Engine {
        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public List<Refusal> refusals(ExecutablePlan plan) {
            whenAsked.run();
            boolean refused = !sorts && plan.plan() instanceof LogicalPlan.Sort;
            return refused ? List.of(new Refusal(plan.plan(), "does not sort")) : List.of();
        }

        @Override
        public double estimateMillis(ExecutablePlan plan) {
            return millis;
        }

        @Override
        public BatchStream execute(ExecutablePlan plan, ExecutionContext context) {
            throw new AssertionError("nothing runs here");
        }

        @Override
        public LogicalPlan.Sql prepareSql(String text, List<LiteralValue> parameters, SqlCatalog catalog) {
            throw new AssertionError("nothing is prepared here");
        }

        @Override
        public String toSql(ExecutablePlan plan) {
            throw new AssertionError("nothing is rendered here");
        }

        @Override
        public List<Check> checks() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
