package dev.colonnade.session;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.Refusal;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the engine of a plan. A plan runs on one engine as a whole: an engine that reads the files itself is faster than
 * one that is fed with rows by another.
 */
final class Routing {
    private final Backends backends;
    private final Function<String, Engine> engines;

    /** @param engines a running engine by its backend's name */
    Routing(Backends backends, Function<String, Engine> engines) {
        this.backends = backends;
        this.engines = engines;
    }

    /**
     * @throws PlanException NOT_SUPPORTED if no engine that may run the plan takes it
     * @throws ColonnadeException BACKEND_UNAVAILABLE
     */
    Route route(ExecutablePlan plan, BackendWish wish) {
        return switch (wish.mode()) {
            case OPEN -> open(plan, wish);
            case STRICT -> strict(plan, wish);
            case AUTO -> cheapest(plan);
        };
    }

    private Route strict(ExecutablePlan plan, BackendWish wish) {
        Engine engine = engines.apply(backends.find(wish.name()).name());
        List<Refusal> refusals = engine.refusals(plan);
        if (!refusals.isEmpty()) {
            throw refused(
                    wish.name(),
                    refusals.get(0),
                    "ask for '" + wish.name() + "' without strict, which hands such plans to another engine");
        }
        return new Route(wish.name(), engine, "", List.of());
    }

    private Route open(ExecutablePlan plan, BackendWish wish) {
        Engine asked = engines.apply(backends.find(wish.name()).name());
        List<Refusal> refusals = asked.refusals(plan);
        if (refusals.isEmpty()) {
            return new Route(wish.name(), asked, "", List.of());
        }
        String other = backends.preferred().name();
        Engine engine = other.equals(wish.name()) ? asked : engines.apply(other);
        List<Refusal> remaining = engine.refusals(plan);
        if (!remaining.isEmpty()) {
            throw refused(other, remaining.get(0), "put another backend on the class path");
        }
        return new Route(
                other,
                engine,
                "since " + wish.name() + " does not run all of the plan",
                notes(plan, wish.name(), other, refusals));
    }

    /** Which engine runs each node, from the root down. */
    private static List<String> notes(ExecutablePlan plan, String asked, String other, List<Refusal> refusals) {
        List<String> notes = new ArrayList<>();
        note(plan.plan(), asked, other, refusals, notes);
        return notes;
    }

    private static void note(LogicalPlan node, String asked, String other, List<Refusal> refusals, List<String> notes) {
        Refusal refusal =
                refusals.stream().filter(r -> r.node() == node).findFirst().orElse(null);
        String why = refusal == null ? asked + " could, but a plan runs on one engine" : asked + " " + refusal.reason();
        notes.add(PlanPrinter.line(node) + ": " + other + ", since " + why);
        node.inputs().forEach(input -> note(input, asked, other, refusals, notes));
    }

    private Route cheapest(ExecutablePlan plan) {
        List<String> notes = new ArrayList<>();
        @Nullable Route best = null;
        double least = Double.POSITIVE_INFINITY;
        @Nullable PlanException refused = null;
        for (Backend backend : backends.all()) {
            String name = backend.name();
            Engine engine = started(name, notes);
            if (engine == null) {
                continue;
            }
            List<Refusal> refusals = engine.refusals(plan);
            if (!refusals.isEmpty()) {
                Refusal first = refusals.get(0);
                notes.add(name + " " + first.reason() + ": " + PlanPrinter.line(first.node()));
                refused = refused(name, first, "put another backend on the class path");
                continue;
            }
            double millis = engine.estimateMillis(plan);
            notes.add(name + String.format(Locale.ROOT, " would take about %.1f ms", millis));
            if (best == null || millis < least || (millis == least && backend.equals(backends.preferred()))) {
                least = millis;
                best = new Route(name, engine, "chosen by auto", List.of());
            }
        }
        if (best != null) {
            return new Route(best.backend(), best.engine(), best.why(), notes);
        }
        throw refused == null
                ? new ColonnadeException(
                        ErrorCode.BACKEND_UNAVAILABLE, "No backend can start here: " + String.join(" ", notes))
                : refused;
    }

    /** The engine, or null with a note if it cannot start here. */
    private @Nullable Engine started(String name, List<String> notes) {
        try {
            return engines.apply(name);
        } catch (ColonnadeException e) {
            if (e.code() != ErrorCode.BACKEND_UNAVAILABLE) {
                throw e;
            }
            notes.add(name + " is left out: " + e.getMessage());
            return null;
        }
    }

    private static PlanException refused(String backend, Refusal refusal, String remedy) {
        return new PlanException(
                ErrorCode.NOT_SUPPORTED,
                "Backend '" + backend + "' cannot run '" + PlanPrinter.line(refusal.node()) + "', since it "
                        + refusal.reason() + ": " + remedy + ".");
    }
}
