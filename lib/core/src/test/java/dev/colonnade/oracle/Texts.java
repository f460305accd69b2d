package dev.colonnade.oracle;

import dev.colonnade.expr.Function;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** String functions; positions count code points. */
final class Texts {
    private Texts() {}

    static Object apply(Function function, List<@Nullable Object> args) {
        String text = (String) args.get(0);
        return switch (function) {
            case LIKE -> like(points(text), 0, points((String) args.get(1)), 0);
            case LOWER -> map(text, Character::toLowerCase);
            case UPPER -> map(text, Character::toUpperCase);
            case LENGTH -> (long) points(text).length;
            case TRIM -> trimStart(trimEnd(text));
            case TRIM_START -> trimStart(text);
            case TRIM_END -> trimEnd(text);
            case SUBSTRING -> substring(points(text), (Long) args.get(1), (Long) args.get(2));
            case CONCAT -> args.stream().map(String.class::cast).collect(Collectors.joining());
            case CONTAINS -> text.contains((String) args.get(1));
            case STARTS_WITH -> text.startsWith((String) args.get(1));
            case ENDS_WITH -> text.endsWith((String) args.get(1));
            case REPLACE -> replace(text, (String) args.get(1), (String) args.get(2));
            default -> throw new IllegalArgumentException(function + " is no string function.");
        };
    }

    private static int[] points(String text) {
        return text.codePoints().toArray();
    }

    private static boolean like(int[] text, int i, int[] pattern, int j) {
        if (j == pattern.length) {
            return i == text.length;
        }
        if (pattern[j] == '%') {
            return like(text, i, pattern, j + 1) || i < text.length && like(text, i + 1, pattern, j);
        }
        return i < text.length && (pattern[j] == '_' || pattern[j] == text[i]) && like(text, i + 1, pattern, j + 1);
    }

    private static String map(String text, IntUnaryOperator mapping) {
        int[] points = text.codePoints().map(mapping).toArray();
        return new String(points, 0, points.length);
    }

    private static String trimStart(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        return text.substring(from);
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String substring(int[] text, long first, long length) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length; i++) {
            long position = i + 1L;
            if (position >= first
                    && BigInteger.valueOf(position)
                                    .subtract(BigInteger.valueOf(first))
                                    .compareTo(BigInteger.valueOf(length))
                            < 0) {
                part.appendCodePoint(text[i]);
            }
        }
        return part.toString();
    }

    private static String replace(String text, String part, String replacement) {
        return part.isEmpty() ? text : text.replace(part, replacement);
    }
}
