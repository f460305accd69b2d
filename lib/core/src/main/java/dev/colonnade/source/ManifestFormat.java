package dev.colonnade.source;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchWriter;
import dev.colonnade.batch.IpcFile;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest as an Arrow IPC file: its one batch, and all else in the metadata of the schema. A list of texts is written as
 * {@code length:text} after each other, a schema as an IPC file without batches in base64.
 */
final class ManifestFormat {
    private static final String FORMAT = "colonnade.manifest";
    private static final String VERSION = "2";
    private static final String DATASET = "colonnade.dataset";
    private static final String TOTALS = "colonnade.totals";
    private static final String BASES = "colonnade.bases";
    private static final String DIRECTORIES = "colonnade.directories";
    private static final String LEAVES = "colonnade.leaves";
    private static final String LAYOUTS = "colonnade.layouts";
    private static final String SCHEMAS = "colonnade.schemas";
    private static final String STORED = "colonnade.stored";

    private ManifestFormat() {}

    /** @param dataset the name of the dataset, which a reader has to know */
    static void write(RememberedSet set, String dataset, WritableByteChannel out) {
        Manifest.Lists lists = set.manifest().lists();
        FileSet.Totals totals = set.totals();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, VERSION);
        metadata.put(DATASET, dataset);
        metadata.put(
                TOTALS,
                texts(List.of(
                        totals.id(),
                        Long.toString(totals.rows()),
                        Long.toString(totals.bytes()),
                        Long.toString(totals.rowGroupBytes()))));
        metadata.put(BASES, texts(set.bases()));
        List<String> directories = new ArrayList<>();
        for (Manifest.Directory directory : lists.directories()) {
            directories.add(Integer.toString(directory.base()));
            directories.add(directory.absolute());
        }
        metadata.put(DIRECTORIES, texts(directories));
        metadata.put(
                LEAVES, texts(lists.leaves().stream().map(ManifestFormat::texts).toList()));
        metadata.put(
                LAYOUTS,
                texts(lists.layouts().stream().map(ManifestFormat::text).toList()));
        metadata.put(
                SCHEMAS,
                texts(lists.schemas().stream().map(ManifestFormat::text).toList()));
        metadata.put(STORED, text(set.stored()));
        Batch batch = set.manifest().batch();
        BatchWriter writer = BatchWriter.arrow(batch.schema(), metadata, out);
        writer.write(batch);
        writer.finish();
    }

    /** The set, or empty if the file is of another format version or another dataset. */
    static Optional<RememberedSet> read(IpcFile file, String dataset) {
        Map<String, String> metadata = file.metadata();
        if (!VERSION.equals(metadata.get(FORMAT)) || !dataset.equals(metadata.get(DATASET))) {
            return Optional.empty();
        }
        List<Manifest.Directory> directories = new ArrayList<>();
        List<String> parts = list(metadata, DIRECTORIES);
        for (int i = 0; i < parts.size(); i += 2) {
            directories.add(new Manifest.Directory(Integer.parseInt(parts.get(i)), parts.get(i + 1)));
        }
        Manifest.Lists lists = new Manifest.Lists(
                directories,
                list(metadata, SCHEMAS).stream().map(ManifestFormat::schema).toList(),
                list(metadata, LEAVES).stream().map(ManifestFormat::list).toList(),
                list(metadata, LAYOUTS).stream().map(ManifestFormat::layout).toList());
        List<String> totals = list(metadata, TOTALS);
        return Optional.of(new RememberedSet(
                new Manifest(lists, file.batches().get(0)),
                list(metadata, BASES),
                schema(metadata.getOrDefault(STORED, "")),
                new FileSet.Totals(
                        totals.get(0),
                        Long.parseLong(totals.get(1)),
                        Long.parseLong(totals.get(2)),
                        Long.parseLong(totals.get(3)))));
    }

    private static String text(ChunkLayout layout) {
        return texts(List.of(
                layout.physical(),
                layout.codec(),
                texts(layout.encodings()),
                Boolean.toString(layout.dictionary()),
                Boolean.toString(layout.fallback())));
    }

    private static ChunkLayout layout(String text) {
        List<String> parts = list(text);
        return new ChunkLayout(
                parts.get(0),
                parts.get(1),
                list(parts.get(2)),
                Boolean.parseBoolean(parts.get(3)),
                Boolean.parseBoolean(parts.get(4)),
                -1,
                -1,
                -1,
                0);
    }

    private static String text(Schema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BatchWriter.arrow(schema, Channels.newChannel(bytes)).finish();
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Schema schema(String text) {
        return IpcFile.of(ByteBuffer.wrap(Base64.getDecoder().decode(text))).schema();
    }

    private static String texts(List<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(text.length()).append(':').append(text);
        }
        return all.toString();
    }

    private static List<String> list(Map<String, String> metadata, String key) {
        return list(metadata.getOrDefault(key, ""));
    }

    private static List<String> list(String texts) {
        List<String> list = new ArrayList<>();
        int at = 0;
        while (at < texts.length()) {
            int colon = texts.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(texts.substring(at, colon));
            list.add(texts.substring(colon + 1, end));
            at = end;
        }
        return list;
    }
}
