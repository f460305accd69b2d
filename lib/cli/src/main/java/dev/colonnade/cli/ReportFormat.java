package dev.colonnade.cli;

import dev.colonnade.stats.Report;
import java.util.Locale;

/** How reports are written. */
enum ReportFormat {
    /** Aligned text. */
    TABLE,
    /** One object. */
    JSON,
    /** A page of its own. */
    HTML;

    private static final String PAGE =
            "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>colonnade stats</title>"
                    + "</head>\n<body style=\"font-family:sans-serif\">\n";

    String write(Report report) {
        return switch (this) {
            case TABLE -> report.toString();
            case JSON -> report.toJson();
            case HTML -> PAGE + report.toHtml() + "</body>\n</html>\n";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
