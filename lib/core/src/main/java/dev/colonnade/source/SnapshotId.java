package dev.colonnade.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The name of a dataset's state: the first half of a SHA-256 over what decides it. */
final class SnapshotId {
    private static final int HEX_DIGITS = 32;

    private SnapshotId() {}

    static String of(Manifest manifest, List<Path> roots, DatasetOptions options) {
        MessageDigest digest = sha256();
        add(digest, options.schemaMode() + "|" + options.partitionStyle() + "|" + options.partitionTypes());
        roots.forEach(root -> add(digest, absolute(root)));
        for (int file = 0; file < manifest.fileCount(); file++) {
            add(
                    digest,
                    manifest.absolute(file) + "|" + manifest.sizeBytes(file) + "|" + manifest.modifiedNanos(file) + "|"
                            + manifest.footerChecksum(file));
        }
        return hex(digest);
    }

    /** A name for the dataset itself, whatever its state: its absolute locations and what decides its schema. */
    static String ofDataset(List<String> locations, DatasetOptions options) {
        MessageDigest digest = sha256();
        add(digest, options.schemaMode() + "|" + options.partitionStyle() + "|" + options.partitionTypes());
        locations.forEach(location -> add(digest, absolute(location)));
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    }

    private static String absolute(String location) {
        try {
            return absolute(Path.of(location));
        } catch (InvalidPathException e) {
            return absolute(Path.of("")) + "|" + location; // a glob of characters that no path here may have
        }
    }

    /** The name of a path whatever directory it was given from. */
    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /** Adds a text and an end mark that no text holds in UTF-8. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xFF);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }
}
