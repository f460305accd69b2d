package dev.colonnade.batch;

import java.util.ArrayList;
import java.util.List;

/** Lays out a table as aligned text. */
final class TextTable {
    private static final String GAP = "  ";

    private final ShownTable shown;
    private final int lineWidth;

    TextTable(ShownTable shown, int lineWidth) {
        this.shown = shown;
        this.lineWidth = lineWidth;
    }

    String render() {
        StringBuilder out = new StringBuilder();
        List<List<String>> block = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < shown.columnCount(); i++) {
            List<String> column = column(i);
            int columnWidth = DisplayText.width(column.get(0));
            if (!block.isEmpty() && width + GAP.length() + columnWidth > lineWidth) {
                appendBlock(out, block);
                out.append('\n');
                block.clear();
                width = 0;
            }
            width += columnWidth + (block.isEmpty() ? 0 : GAP.length());
            block.add(column);
        }
        appendBlock(out, block);
        return out.append(shown.footer()).append('\n').toString();
    }

    /** The lines of one column, all of one width: name, type, rule, values. */
    private List<String> column(int index) {
        List<String> lines = new ArrayList<>();
        lines.add(shown.name(index));
        lines.add(shown.type(index));
        for (String text : shown.texts(index)) {
            lines.add(text == null ? "null" : text);
        }
        if (shown.hasGap()) {
            lines.add(2 + shown.gapAfter(), "…");
        }
        int width = lines.stream().mapToInt(DisplayText::width).max().orElse(0);
        List<String> padded = new ArrayList<>();
        for (String line : lines) {
            String space = " ".repeat(width - DisplayText.width(line));
            padded.add(shown.isNumeric(index) ? space + line : line + space);
        }
        padded.add(2, "─".repeat(width));
        return padded;
    }

    private static void appendBlock(StringBuilder out, List<List<String>> block) {
        if (block.isEmpty()) {
            return;
        }
        for (int line = 0; line < block.get(0).size(); line++) {
            int start = out.length();
            for (List<String> column : block) {
                out.append(out.length() == start ? "" : GAP).append(column.get(line));
            }
            out.setLength(start + out.substring(start).stripTrailing().length());
            out.append('\n');
        }
    }
}
