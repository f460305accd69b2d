package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hive partitions of a dataset: fields, and one value per field and file.
 *
 * @param fields the keys, outermost first, nullable where some file has the null value
 * @param values per file, one value per field
 */
record Partitions(List<Field> fields, List<List<@Nullable Object>> values) {
    /** How Hive and its successors spell null (and the empty string) in a directory name. */
    static final String NULL_NAME = "__HIVE_DEFAULT_PARTITION__";

    /** A file and the directory below which its partitions start. */
    record Place(Path file, Path root) {}

    /** The directory itself, or the first one above it that is no {@code key=value} part of a hive tree. */
    static Path rootOf(Path directory) {
        Path root = directory;
        while (root.getParent() != null && root.getFileName().toString().indexOf('=') > 0) {
            root = root.getParent();
        }
        return root;
    }

    /**
     * @param stored the columns that files hold; a key that is one of them takes its type if the values fit
     * @param remembered types of keys that a writer of ours has noted; each counts if the values fit
     * @throws DatasetException if files have different keys or a value does not fit its declared type
     */
    static Partitions of(List<Place> places, Schema stored, DatasetOptions options, Map<String, DataType> remembered) {
        if (options.partitionStyle() == PartitionStyle.NONE) {
            return none(places.size(), options);
        }
        List<Map<String, @Nullable String>> texts = new ArrayList<>(places.size());
        for (Place place : places) {
            texts.add(texts(place));
        }
        checkSameKeys(places, texts);
        List<String> keys = List.copyOf(texts.get(0).keySet());
        checkDeclared(keys, options);
        List<Field> fields = new ArrayList<>();
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (String key : keys) {
            DataType type = type(key, texts, stored, options, remembered);
            List<@Nullable Object> column = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                column.add(value(key, texts.get(i).get(key), type, places.get(i)));
            }
            columns.add(column);
            fields.add(new Field(key, type, column.contains(null)));
        }
        return new Partitions(List.copyOf(fields), transpose(columns, places.size()));
    }

    private static Partitions none(int files, DatasetOptions options) {
        checkDeclared(List.of(), options);
        return new Partitions(List.of(), Collections.nCopies(files, List.of()));
    }

    private static Map<String, @Nullable String> texts(Place place) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        Path below = place.root().relativize(place.file().toAbsolutePath());
        for (int i = 0; i < below.getNameCount() - 1; i++) {
            String name = below.getName(i).toString();
            int equals = name.indexOf('=');
            if (equals <= 0) {
                continue;
            }
            String key = decode(name.substring(0, equals));
            String text = name.substring(equals + 1);
            if (texts.containsKey(key)) {
                throw SourceErrors.of(
                        ErrorCode.PARTITION_VALUE,
                        place.file(),
                        "The partition key '" + key + "' is twice in the path.");
            }
            texts.put(key, text.equals(NULL_NAME) ? null : decode(text));
        }
        return texts;
    }

    private static void checkSameKeys(List<Place> places, List<Map<String, @Nullable String>> texts) {
        Map<String, @Nullable String> first = texts.get(0);
        for (int i = 1; i < texts.size(); i++) {
            Map<String, @Nullable String> other = texts.get(i);
            if (!first.keySet().equals(other.keySet())) {
                throw SourceErrors.of(
                        ErrorCode.PARTITION_VALUE,
                        places.get(i).file(),
                        "Partition keys are " + names(other) + " here and " + names(first) + " in ["
                                + places.get(0).file()
                                + "]: open one of the trees, or open without hive partitions.");
            }
        }
    }

    private static String names(Map<String, ?> keys) {
        return keys.isEmpty() ? "none" : "(" + String.join(", ", keys.keySet()) + ")";
    }

    private static void checkDeclared(List<String> keys, DatasetOptions options) {
        for (String declared : options.partitionTypes().keySet()) {
            if (!keys.contains(declared)) {
                throw new DatasetException(
                        ErrorCode.PARTITION_VALUE,
                        "A type is declared for the partition key '" + declared + "', but the partition keys are ("
                                + String.join(", ", keys) + ")."
                                + Nearest.hint(declared, keys));
            }
        }
    }

    private static DataType type(
            String key,
            List<Map<String, @Nullable String>> texts,
            Schema stored,
            DatasetOptions options,
            Map<String, DataType> remembered) {
        DataType declared = options.partitionTypes().get(key);
        if (declared != null) {
            return declared;
        }
        Set<String> values = new LinkedHashSet<>();
        for (Map<String, @Nullable String> text : texts) {
            String value = text.get(key);
            if (value != null) {
                values.add(value);
            }
        }
        DataType noted = remembered.get(key);
        Optional<Field> column = noted == null ? stored.find(key) : Optional.empty();
        DataType hinted = column.isPresent() ? column.get().type() : noted;
        return hinted != null && PartitionValues.allFit(values, hinted) ? hinted : PartitionValues.infer(values);
    }

    private static @Nullable Object value(String key, @Nullable String text, DataType type, Place place) {
        if (text == null) {
            return null;
        }
        Optional<Object> value = PartitionValues.parse(text, type);
        if (value.isEmpty()) {
            throw SourceErrors.of(
                    ErrorCode.PARTITION_VALUE,
                    place.file(),
                    "Partition value '" + text + "' of '" + key + "' is not " + article(type)
                            + ": declare another type for it.");
        }
        return value.get();
    }

    private static String article(DataType type) {
        String name = type.toString();
        return ("aeiou".indexOf(name.charAt(0)) >= 0 && !name.startsWith("uint") ? "an " : "a ") + name;
    }

    private static List<List<@Nullable Object>> transpose(List<List<@Nullable Object>> columns, int files) {
        List<List<@Nullable Object>> rows = new ArrayList<>(files);
        for (int i = 0; i < files; i++) {
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (List<@Nullable Object> column : columns) {
                row.add(column.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Percent escapes as UTF-8; a percent sign that starts no escape stands for itself, and so does {@code +}. */
    static String decode(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low < 0) {
                bytes.write(encoded[i]);
            } else {
                bytes.write(high << 4 | low);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
