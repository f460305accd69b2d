package dev.colonnade.session;

import dev.colonnade.backend.Engine;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engine that runs a plan.
 *
 * @param backend its name
 * @param why why it is this one, behind its name; empty if it was asked for or is the only one
 * @param explanation see {@link #notes}
 */
record Route(String backend, Engine engine, String why, Supplier<List<String>> explanation) {
    /** More about the choice, one line each, such as what each node's engine is; made when it is asked for. */
    List<String> notes() {
        return explanation.get();
    }

    /** The name, and why. */
    String headline() {
        return why.isEmpty() ? backend : backend + ", " + why;
    }
}
