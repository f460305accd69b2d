package dev.colonnade.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as people type it: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}. */
final class TimeLimit {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    private TimeLimit() {}

    /** @throws UsageException if the text is none */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new UsageException("'" + text + "' is no time limit: write 500ms, 30s, 5m or 2h.");
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
