package dev.colonnade.parquet;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * What of a file is encrypted, and with which keys. Holds names of keys; the keys themselves are asked of the source when a
 * file is written.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/Encryption.md">Modular encryption</a>
 */
public final class Encryption {
    private final KeySource keys;
    private final String footerKey;
    private final Map<String, String> columnKeys;
    private final Footer footer;
    private final Others others;
    private final ParquetCipher cipher;

    private enum Footer {
        ENCRYPTED,
        SIGNED
    }

    private enum Others {
        WITH_FOOTER_KEY,
        PLAIN
    }

    private Encryption(
            KeySource keys,
            String footerKey,
            Map<String, String> columnKeys,
            Footer footer,
            Others others,
            ParquetCipher cipher) {
        this.keys = keys;
        this.footerKey = footerKey;
        this.columnKeys = Map.copyOf(columnKeys);
        this.footer = footer;
        this.others = others;
        this.cipher = cipher;
    }

    /** Footer and all columns with one key, by AES-GCM. @param footerKey the key's name */
    public static Encryption of(KeySource keys, String footerKey) {
        return new Encryption(
                keys, footerKey, Map.of(), Footer.ENCRYPTED, Others.WITH_FOOTER_KEY, ParquetCipher.AES_GCM_V1);
    }

    /** A column, with all its parts, with a key of its own. */
    public Encryption withColumnKey(String column, String key) {
        Map<String, String> more = new LinkedHashMap<>(columnKeys);
        more.put(column, key);
        return new Encryption(keys, footerKey, more, footer, others, cipher);
    }

    /** A footer that is signed and can be read by all: schema, sizes and statistics of columns that are not encrypted. */
    public Encryption withPlaintextFooter() {
        return new Encryption(keys, footerKey, columnKeys, Footer.SIGNED, others, cipher);
    }

    /** Columns without a key of their own are not encrypted. Takes at least one column with a key. */
    public Encryption withOtherColumnsPlain() {
        return new Encryption(keys, footerKey, columnKeys, footer, Others.PLAIN, cipher);
    }

    /** Pages by AES-CTR, which is faster and does not notice changes; metadata by AES-GCM. */
    public Encryption withUnauthenticatedPages() {
        return new Encryption(keys, footerKey, columnKeys, footer, others, ParquetCipher.AES_GCM_CTR_V1);
    }

    /** The names of the columns with keys of their own. */
    Map<String, String> columnKeys() {
        return columnKeys;
    }

    /** @param leaves the stored parts of each column */
    FileEncryptionProperties properties(Map<String, List<Shape.Leaf>> leaves) {
        FileEncryptionProperties.Builder builder = FileEncryptionProperties.builder(KeyRing.require(keys, footerKey))
                .withFooterKeyMetadata(footerKey.getBytes(StandardCharsets.UTF_8))
                .withAlgorithm(cipher);
        Map<ColumnPath, ColumnEncryptionProperties> columns = new HashMap<>();
        columnKeys.forEach((column, key) -> {
            for (Shape.Leaf leaf : leaves.getOrDefault(column, List.of())) {
                ColumnPath path = ColumnPath.get(leaf.column().getPath());
                columns.put(
                        path,
                        ColumnEncryptionProperties.builder(path)
                                .withKey(KeyRing.require(keys, key))
                                .withKeyMetaData(key.getBytes(StandardCharsets.UTF_8))
                                .build());
            }
        });
        if (!columns.isEmpty()) {
            builder = builder.withEncryptedColumns(columns);
            builder = others == Others.WITH_FOOTER_KEY ? builder.withCompleteColumnEncryption() : builder;
        }
        return (footer == Footer.SIGNED ? builder.withPlaintextFooter() : builder).build();
    }

    /** The names of the keys. */
    @Override
    public String toString() {
        return "Encryption[footer: " + footerKey + ", columns: " + columnKeys + "]";
    }
}
