package dev.colonnade.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Where a command writes.
 *
 * @param out results and nothing else
 * @param err what people are told besides
 * @param interactive whether somebody watches
 */
record Terminal(Writer out, PrintWriter err, boolean interactive) {
    /** Writes a result and flushes it. */
    void print(String text) {
        try {
            out.write(text);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result: " + e.getMessage() + ".", e);
        }
    }

    /** Whether the JVM talks to a terminal. From JDK 22 on there is a console without one, which then says so. */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("A console of JDK 22 or later cannot say whether it is a terminal.", e);
        }
    }
}
