package dev.colonnade.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that shows how far a query is, and disappears at the end. */
final class ProgressBar {
    private static final int WIDTH = 30;
    /** A query that is done sooner shows nothing. */
    private static final long QUIET_NANOS = 300_000_000L;

    private final PrintWriter terminal;
    private final long startNanos;
    private String shown = "";

    ProgressBar(PrintWriter terminal, long startNanos) {
        this.terminal = terminal;
        this.startNanos = startNanos;
    }

    /** Draws {@code fraction} (0 to 1) as of {@code nowNanos}; at 1 the line is wiped. */
    synchronized void draw(double fraction, long nowNanos) {
        if (fraction >= 1) {
            wipe();
            return;
        }
        if (nowNanos - startNanos < QUIET_NANOS) {
            return;
        }
        int done = (int) (Math.max(0, fraction) * WIDTH);
        String bar = "[" + "#".repeat(done) + ".".repeat(WIDTH - done) + "] "
                + String.format(Locale.ROOT, "%3d %%", (int) (fraction * 100));
        if (!bar.equals(shown)) {
            terminal.print("\r" + bar);
            terminal.flush();
            shown = bar;
        }
    }

    /** Removes the bar, so that what follows starts on an empty line. */
    synchronized void wipe() {
        if (!shown.isEmpty()) {
            terminal.print("\r" + " ".repeat(shown.length()) + "\r");
            terminal.flush();
            shown = "";
        }
    }
}
