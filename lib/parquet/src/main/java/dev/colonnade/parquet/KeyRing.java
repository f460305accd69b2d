package dev.colonnade.parquet;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.jspecify.annotations.Nullable;

/** The keys of one opening of one file. Remembers the name that was asked for last, for messages; never the key. */
final class KeyRing implements DecryptionKeyRetriever {
    private final KeySource source;
    private String lastName = "";

    KeyRing(KeySource source) {
        this.source = source;
    }

    /** There is no key of a name. */
    static final class MissingKey extends KeyAccessDeniedException {
        private static final long serialVersionUID = 1L;

        MissingKey(String name) {
            super("the key source has no key '" + name + "'");
        }
    }

    /** Null if there is no source: then what is not encrypted can be read. */
    @Nullable
    FileDecryptionProperties decryption() {
        return source == KeySource.NONE
                ? null
                : FileDecryptionProperties.builder()
                        .withKeyRetriever(this)
                        .withPlaintextFilesAllowed()
                        .build();
    }

    /** The name of the key that was asked for last; empty if none was. */
    String lastName() {
        return lastName;
    }

    /** @throws MissingKey if the source has none */
    @Override
    public byte[] getKey(byte[] metadata) {
        lastName = new String(metadata, StandardCharsets.UTF_8);
        return require(source, lastName);
    }

    /**
     * @throws MissingKey if the source has none
     * @throws ColonnadeException INVALID_ARGUMENT if its length is none of AES
     */
    static byte[] require(KeySource source, String name) {
        byte[] key = source.key(name);
        if (key == null) {
            throw new MissingKey(name);
        }
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Key '" + name + "' has " + key.length + " bytes: a key has 16, 24 or 32.");
        }
        return key.clone();
    }
}
