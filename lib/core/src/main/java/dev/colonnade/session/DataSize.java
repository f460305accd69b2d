package dev.colonnade.session;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory or disk. */
public record DataSize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "B",
            1L,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "TB",
            1_000_000_000_000L,
            "KIB",
            1L << 10,
            "MIB",
            1L << 20,
            "GIB",
            1L << 30,
            "TIB",
            1L << 40);

    public DataSize {
        if (bytes < 0) {
            throw new ColonnadeException(ErrorCode.INVALID_ARGUMENT, "A size is not negative: " + bytes + " bytes.");
        }
    }

    /**
     * {@code 512MB}, {@code 1.5 GiB}, {@code 4096}: a number and B, KB, MB, GB, TB (powers of 1,000) or KiB, MiB, GiB,
     * TiB (powers of 1,024), in any case.
     *
     * @throws ColonnadeException INVALID_ARGUMENT
     */
    public static DataSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "'" + text + "' is no size: write it like 512MB, 4GB or 1.5GiB.");
        }
        return new DataSize(new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .longValue());
    }
}
