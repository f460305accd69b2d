package dev.colonnade.expr;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** String functions of constants; positions and lengths count code points. */
final class ConstantTexts {
    private ConstantTexts() {}

    /** The value, or null if only an engine can tell: case beyond ASCII, substrings from before the start. */
    static @Nullable Object apply(Function function, List<Object> args) {
        String text = (String) args.get(0);
        return switch (function) {
            case LIKE -> like(text, (String) args.get(1));
            case LOWER -> isAscii(text) ? text.toLowerCase(Locale.ROOT) : null;
            case UPPER -> isAscii(text) ? text.toUpperCase(Locale.ROOT) : null;
            case LENGTH -> (long) text.codePointCount(0, text.length());
            case TRIM -> trimStart(trimEnd(text));
            case TRIM_START -> trimStart(text);
            case TRIM_END -> trimEnd(text);
            case SUBSTRING -> substring(text, (Long) args.get(1), (Long) args.get(2));
            case CONCAT -> args.stream().map(String.class::cast).collect(Collectors.joining());
            case CONTAINS -> text.contains((String) args.get(1));
            case STARTS_WITH -> text.startsWith((String) args.get(1));
            case ENDS_WITH -> text.endsWith((String) args.get(1));
            case REPLACE -> {
                String part = (String) args.get(1);
                yield part.isEmpty() ? text : text.replace(part, (String) args.get(2));
            }
            default -> null;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static @Nullable String substring(String text, long start, long length) {
        if (start < 1 || length < 0) {
            return null;
        }
        return text.codePoints()
                .skip(start - 1)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Greedy matching that goes back to the last {@code %} only, so its cost is at most the product of the lengths. */
    private static boolean like(String value, String like) {
        int[] text = value.codePoints().toArray();
        int[] pattern = like.codePoints().toArray();
        int at = 0;
        int next = 0;
        int afterPercent = -1;
        int resumeAt = 0;
        while (at < text.length) {
            if (next < pattern.length && pattern[next] == '%') {
                afterPercent = ++next;
                resumeAt = at;
            } else if (next < pattern.length && (pattern[next] == '_' || pattern[next] == text[at])) {
                next++;
                at++;
            } else if (afterPercent >= 0) {
                next = afterPercent;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (next < pattern.length && pattern[next] == '%') {
            next++;
        }
        return next == pattern.length;
    }
}
