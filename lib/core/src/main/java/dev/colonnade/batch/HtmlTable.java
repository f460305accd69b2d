package dev.colonnade.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out a table as HTML that every notebook host keeps: inline styles only. */
final class HtmlTable {
    private final ShownTable shown;

    HtmlTable(ShownTable shown) {
        this.shown = shown;
    }

    String render() {
        StringBuilder out = new StringBuilder("<div>\n<table style=\"border-collapse:collapse\">\n<thead><tr>");
        List<List<@Nullable String>> columns = new ArrayList<>();
        for (int i = 0; i < shown.columnCount(); i++) {
            columns.add(shown.texts(i));
            out.append("<th style=\"").append(style(i)).append("\">");
            out.append(escape(shown.name(i))).append("<br><small style=\"opacity:0.6\">");
            out.append(escape(shown.type(i))).append("</small></th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < shown.rowCount(); row++) {
            appendGap(out, row);
            appendRow(out, columns, row);
        }
        appendGap(out, shown.rowCount());
        return out.append("</tbody>\n</table>\n<small>")
                .append(escape(shown.footer()))
                .append("</small>\n</div>\n")
                .toString();
    }

    private void appendGap(StringBuilder out, int row) {
        if (shown.hasGap() && row == shown.gapAfter()) {
            out.append("<tr><td colspan=\"").append(Math.max(1, shown.columnCount()));
            out.append("\" style=\"text-align:center\">…</td></tr>\n");
        }
    }

    private void appendRow(StringBuilder out, List<List<@Nullable String>> columns, int row) {
        out.append("<tr>");
        for (int i = 0; i < columns.size(); i++) {
            String text = columns.get(i).get(row);
            out.append("<td style=\"").append(style(i)).append("\">");
            out.append(text == null ? "<i style=\"opacity:0.5\">null</i>" : escape(text));
            out.append("</td>");
        }
        out.append("</tr>\n");
    }

    private String style(int column) {
        return "padding:2px 8px;text-align:" + (shown.isNumeric(column) ? "right" : "left");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
