package dev.colonnade.cli;

import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteReport;
import dev.colonnade.write.WrittenColumn;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a write did, as one JSON object on one line. */
final class WriteJson {
    private WriteJson() {}

    static String of(WriteReport report, WriteMode mode) {
        return String.format(
                Locale.ROOT,
                "{\"version\":%d,\"mode\":%s,\"rows\":%d,\"files\":%d,\"replacedFiles\":%d,\"rowGroups\":%d,\"bytes\":%d,"
                        + "\"codecRatio\":%.3f,\"millis\":%d,\"columns\":[%s]}\n",
                report.version(),
                text(mode.toString()),
                report.rows(),
                report.files().size(),
                report.replacedFiles(),
                report.rowGroups(),
                report.bytes(),
                report.codecRatio(),
                report.time().toMillis(),
                report.columns().stream().map(WriteJson::column).collect(Collectors.joining(",")));
    }

    private static String column(WrittenColumn column) {
        return "{\"name\":" + text(column.name()) + ",\"type\":" + text(column.type()) + ",\"nulls\":"
                + (column.nulls() < 0 ? "null" : column.nulls()) + ",\"min\":" + value(column.min()) + ",\"max\":"
                + value(column.max()) + ",\"compressedBytes\":" + column.compressedBytes() + ",\"uncompressedBytes\":"
                + column.uncompressedBytes() + "}";
    }

    /** Numbers that JSON has as they are, everything else as text. */
    private static String value(@Nullable Object value) {
        boolean bare = value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long;
        String plain = String.valueOf(value);
        return bare ? plain : text(plain);
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
