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
import java.util.Comparator;
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
        return new Route(wish.name(), engine, "", List::of);
    }

    private Route open(ExecutablePlan plan, BackendWish wish) {
        Engine asked = engines.apply(backends.find(wish.name()).name());
        List<Refusal> refusals = asked.refusals(plan);
        if (refusals.isEmpty()) {
            return new Route(wish.name(), asked, "", List::of);
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
                () -> notes(plan, wish.name(), other, refusals));
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

    /** An engine that could start, what it expects the plan to take, and what it refuses of it as far as it was asked. */
    private record Offer(String name, Engine engine, double millis, List<Refusal> refusals) {
        Offer asked(ExecutablePlan plan) {
            return new Offer(name, engine, millis, engine.refusals(plan));
        }

        String note() {
            if (refusals.isEmpty()) {
                return name + String.format(Locale.ROOT, " would take about %.1f ms", millis);
            }
            Refusal first = refusals.get(0);
            return name + " " + first.reason() + ": " + PlanPrinter.line(first.node());
        }
    }

    /** Only engines that would be faster are asked what they refuse, since the answer takes a look at every file. */
    private Route cheapest(ExecutablePlan plan) {
        List<String> absent = new ArrayList<>();
        List<Offer> offers = offers(plan, absent);
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i).asked(plan);
            offers.set(i, offer);
            if (offer.refusals.isEmpty()) {
                return new Route(offer.name, offer.engine, "chosen by auto", () -> notes(absent, offers));
            }
        }
        if (offers.isEmpty()) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE, "No backend can start here: " + String.join(" ", absent));
        }
        Offer last = offers.get(offers.size() - 1);
        throw refused(last.name, last.refusals.get(0), "put another backend on the class path");
    }

    private static List<String> notes(List<String> absent, List<Offer> offers) {
        List<String> notes = new ArrayList<>(absent);
        offers.forEach(offer -> notes.add(offer.note()));
        return notes;
    }

    /** The least time first, and of equals the preferred engine; {@code absent} takes a note on each that does not start. */
    private List<Offer> offers(ExecutablePlan plan, List<String> absent) {
        Backend preferred = backends.preferred();
        List<Offer> offers = new ArrayList<>();
        for (Backend backend : backends.all()) {
            Engine engine = started(backend.name(), absent);
            if (engine != null) {
                Offer offer = new Offer(backend.name(), engine, engine.estimateMillis(plan), List.of());
                offers.add(backend.equals(preferred) ? 0 : offers.size(), offer);
            }
        }
        offers.sort(Comparator.comparingDouble(Offer::millis));
        return offers;
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
