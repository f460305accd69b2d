package dev.colonnade.batch;

/** Text as a terminal or a page may show it: no character that acts, cut to a length, measured in terminal cells. */
final class DisplayText {
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x231a, 0x231b},
        {0x23e9, 0x23ec},
        {0x25fd, 0x25fe},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x26aa, 0x26ab},
        {0x26bd, 0x26be},
        {0x26c4, 0x26c5},
        {0x2705, 0x2705},
        {0x270a, 0x270b},
        {0x2728, 0x2728},
        {0x274c, 0x274c},
        {0x2753, 0x2757},
        {0x2795, 0x2797},
        {0x2b1b, 0x2b1c},
        {0x2b50, 0x2b50},
        {0x2e80, 0x303e},
        {0x3041, 0x4dbf},
        {0x4e00, 0xa4cf},
        {0xa960, 0xa97f},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f004, 0x1f004},
        {0x1f18e, 0x1f19a},
        {0x1f200, 0x1f64f},
        {0x1f680, 0x1f6ff},
        {0x1f7e0, 0x1f7eb},
        {0x1f90c, 0x1f9ff},
        {0x1fa70, 0x1faff},
        {0x20000, 0x3fffd},
    };

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private DisplayText() {}

    /** {@code text} with control, direction and unassigned characters as escapes, cut with {@code …} beyond {@code cells}. */
    static String of(CharSequence text, int cells) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), cells));
        int width = 0;
        int lastFit = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = Character.codePointAt(text, i);
            i += Character.charCount(codePoint);
            int before = shown.length();
            appendVisible(shown, codePoint);
            width += width(shown, before);
            if (width <= cells - 1) {
                lastFit = shown.length();
            } else if (width > cells) {
                shown.setLength(lastFit);
                return shown.append('…').toString();
            }
        }
        return shown.toString();
    }

    /** The terminal cells that {@code text} takes. */
    static int width(CharSequence text) {
        return width(text, 0);
    }

    private static int width(CharSequence text, int from) {
        int width = 0;
        for (int i = from; i < text.length(); ) {
            int codePoint = Character.codePointAt(text, i);
            i += Character.charCount(codePoint);
            width += codePoint < 0x300 ? 1 : cells(codePoint);
        }
        return width;
    }

    private static int cells(int codePoint) {
        int kind = Character.getType(codePoint);
        if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK || kind == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint <= range[1]) {
                return codePoint >= range[0] ? 2 : 1;
            }
        }
        return 1;
    }

    private static void appendVisible(StringBuilder out, int codePoint) {
        switch (codePoint) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER -> out.appendCodePoint(codePoint);
            default -> {
                if (acts(codePoint)) {
                    out.append(String.format("\\u%04x", codePoint));
                } else {
                    out.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static boolean acts(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
