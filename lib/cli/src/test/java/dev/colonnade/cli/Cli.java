package dev.colonnade.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What one command wrote and ended with. */
record Cli(int code, byte[] bytes, String err) {
    static Cli run(String... args) {
        return run(false, args);
    }

    /** As if somebody watched. */
    static Cli runInteractively(String... args) {
        return run(true, args);
    }

    private static Cli run(boolean interactive, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Terminal terminal = Terminal.of(bytes, new PrintWriter(err, true), interactive);
        int code = Main.commandLine(terminal).execute(args);
        try {
            terminal.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cli(code, bytes.toByteArray(), err.toString());
    }

    String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
