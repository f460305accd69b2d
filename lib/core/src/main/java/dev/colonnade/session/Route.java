package dev.colonnade.session;

import dev.colonnade.backend.Engine;
import java.util.List;

/**
 * The engine that runs a plan.
 *
 * @param backend its name
 * @param why why it is this one, behind its name; empty if it was asked for or is the only one
 * @param notes more about the choice, one line each, such as what each node's engine is
 */
record Route(String backend, Engine engine, String why, List<String> notes) {
    Route {
        notes = List.copyOf(notes);
    }

    /** The name, and why. */
    String headline() {
        return why.isEmpty() ? backend : backend + ", " + why;
    }
}
