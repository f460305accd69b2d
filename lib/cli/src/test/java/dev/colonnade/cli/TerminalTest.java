package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aShortQueryShowsNothing() {
        StringWriter out = new StringWriter();
        ProgressBar bar = new ProgressBar(new PrintWriter(out), 0);
        bar.draw(0.5, SECOND / 10);
        bar.draw(1, SECOND);
        assertEquals("", out.toString());
    }

    @Test
    void theBarGrowsAndLeavesAnEmptyLine() {
        StringWriter out = new StringWriter();
        ProgressBar bar = new ProgressBar(new PrintWriter(out), 0);
        bar.draw(0.5, SECOND);
        bar.draw(0.5, SECOND);
        bar.draw(0.75, SECOND);
        bar.draw(1, SECOND);
        bar.wipe();
        assertEquals(
                "\r[###############...............]  50 %"
                        + "\r[######################........]  75 %"
                        + "\r" + " ".repeat(38) + "\r",
                out.toString());
    }

    @Test
    void timeLimitsAreReadAsTyped() {
        assertEquals(Duration.ofMillis(500), TimeLimit.parse("500ms"));
        assertEquals(Duration.ofSeconds(30), TimeLimit.parse("30s"));
        assertEquals(Duration.ofMinutes(5), TimeLimit.parse("5m"));
        assertEquals(Duration.ofHours(2), TimeLimit.parse("2h"));
        assertEquals(
                "'30' is no time limit: write 500ms, 30s, 5m or 2h.",
                assertThrows(UsageException.class, () -> TimeLimit.parse("30")).getMessage());
    }
}
