package dev.colonnade.cli;

import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param bytes where {@code out} goes, for results that are no text
 * @param out results and nothing else
 * @param err what people are told besides
 * @param interactive whether somebody watches
 */
record Terminal(OutputStream bytes, Writer out, PrintWriter err, boolean interactive) {
    /** Text goes to {@code bytes} in UTF-8. */
    static Terminal of(OutputStream bytes, PrintWriter err, boolean interactive) {
        Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        return new Terminal(bytes, out, err, interactive);
    }

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
