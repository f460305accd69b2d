package dev.colonnade.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * A mark in the name of a file that tells that a write has computed the partition keys of its rows by some rules: a hash of the rules, of
 * the file's directory and of the rest of its name. So no file of another writer has it by chance, and none that was moved or renamed has
 * it any more.
 */
public final class KeyMarks {
    private static final String SUFFIX = ".parquet";
    private static final String SIGN = ".k";
    private static final int DIGITS = 12;

    private KeyMarks() {}

    /**
     * A file's name with the mark.
     *
     * @param rules that the rows keep; none for no mark
     * @param directory of the file, relative to the dataset's, as it is written
     * @param stem the name without its ending
     */
    public static String name(List<PartitionRule> rules, String directory, String stem) {
        return rules.isEmpty() ? stem + SUFFIX : stem + SIGN + mark(rules, directory, stem) + SUFFIX;
    }

    /** @param root the absolute directory of the dataset */
    static BitSet marked(List<PartitionRule> rules, Manifest manifest, String root) {
        BitSet marked = new BitSet();
        Texts directories = manifest.lists().directories().paths();
        for (int file = 0; !rules.isEmpty() && file < manifest.fileCount(); file++) {
            String directory = directories.textAt(manifest.directory(file));
            if (directory.startsWith(root) && directory.length() > root.length()) {
                String below = directory.substring(root.length()).replace('\\', '/');
                int start = below.startsWith("/") ? 1 : 0;
                marked.set(file, isMarked(rules, below.substring(start), manifest.name(file)));
            }
        }
        return marked;
    }

    private static boolean isMarked(List<PartitionRule> rules, String directory, String name) {
        int end = name.length() - SUFFIX.length();
        int at = end - DIGITS - SIGN.length();
        return at > 0
                && name.endsWith(SUFFIX)
                && name.startsWith(SIGN, at)
                && name.substring(at + SIGN.length(), end).equals(mark(rules, directory, name.substring(0, at)));
    }

    private static String mark(List<PartitionRule> rules, String directory, String stem) {
        List<String> parts = new ArrayList<>();
        rules.forEach(rule -> parts.add(rule.key() + " " + rule.text()));
        parts.add(directory);
        parts.add(stem);
        long hash = XxHash64.hash(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(hash).substring(0, DIGITS);
    }
}
