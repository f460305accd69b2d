package dev.colonnade.arrow.compute;

import java.nio.charset.StandardCharsets;

/** A pattern of {@code LIKE} over UTF-8 bytes: {@code %} stands for any characters, {@code _} for one; there is no escape. */
final class LikePattern {
    private final byte[] pattern;

    LikePattern(String pattern) {
        this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the bytes match as a whole; after a dead end, the last {@code %} takes one character more. */
    boolean matches(byte[] text, int from, int to) {
        int i = from;
        int j = 0;
        int star = -1;
        int resume = from;
        while (i < to) {
            if (j < pattern.length && pattern[j] == '%') {
                star = j++;
                resume = i;
            } else if (j < pattern.length && pattern[j] == '_') {
                i = next(text, i, to);
                j++;
            } else if (j < pattern.length && pattern[j] == text[i]) {
                i++;
                j++;
            } else if (star >= 0) {
                resume = next(text, resume, to);
                i = resume;
                j = star + 1;
            } else {
                return false;
            }
        }
        while (j < pattern.length && pattern[j] == '%') {
            j++;
        }
        return j == pattern.length;
    }

    /** Where the character after the one at {@code i} begins. */
    private static int next(byte[] text, int i, int to) {
        int next = i + 1;
        while (next < to && Utf8.isContinuation(text[next])) {
            next++;
        }
        return next;
    }
}
