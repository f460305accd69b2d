package dev.colonnade.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command wrote and ended with. */
record Cli(int code, String out, String err) {
    static Cli run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(new Terminal(out, new PrintWriter(err, true), false))
                .execute(args);
        return new Cli(code, out.toString(), err.toString());
    }
}
