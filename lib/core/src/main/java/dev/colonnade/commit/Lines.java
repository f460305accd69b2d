package dev.colonnade.commit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The text form of this room's records: a line that names the format, lines of words, and the CRC-32C of all of them. A word
 * has its blanks, percent signs and control characters as {@code %XXXX}.
 */
final class Lines {
    private static final String CHECKSUM = "crc32c";

    private Lines() {}

    static byte[] encode(String format, List<List<String>> lines) {
        StringBuilder text = new StringBuilder(format).append('\n');
        for (List<String> line : lines) {
            text.append(String.join(" ", line.stream().map(Lines::escape).toList()))
                    .append('\n');
        }
        return (text + checksum(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The lines of words; empty if the bytes are of another format or not whole. */
    static Optional<List<List<String>>> decode(String format, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        String body = text.substring(0, last);
        boolean whole = text.endsWith("\n") && text.substring(last).equals(checksum(body) + "\n");
        if (!whole || !body.startsWith(format + "\n")) {
            return Optional.empty();
        }
        List<List<String>> lines = new ArrayList<>();
        body.lines().skip(1).forEach(line -> lines.add(words(line)));
        return Optional.of(lines);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(unescape(word));
        }
        return words;
    }

    private static String checksum(String body) {
        CRC32C sum = new CRC32C();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return CHECKSUM + " " + String.format("%08x", sum.getValue());
    }

    private static String escape(String word) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c <= ' '
                    || c == '%'
                    || c == 0x7f
                    || c >= 0x80 && Character.isISOControl(c)
                    || c == 0x2028
                    || c == 0x2029
                    || Character.isSurrogate(c)) {
                escaped.append(String.format("%%%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '%') {
                text.append((char) Integer.parseInt(word.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append(word.charAt(i));
            }
        }
        return text.toString();
    }
}
