package dev.colonnade.parquet;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/**
 * Decodes every page of a file and compares what is in it with what is said about it: rows, values, nulls, minima and maxima
 * of footer and page index, places of pages, Bloom filters, checksums.
 */
public final class ParquetVerifier {
    private ParquetVerifier() {}

    /** Looks at a file that is not encrypted. A file that cannot be opened is a problem, not an exception. */
    public static FileVerification verify(Path path) {
        return verify(path, KeySource.NONE);
    }

    /** As {@link #verify(Path)}, with keys. Columns without a key are problems. */
    public static FileVerification verify(Path path, KeySource keys) {
        Findings findings = new Findings(path);
        OpenFile file;
        try {
            file = OpenFile.open(path, keys);
        } catch (ColonnadeException e) {
            findings.file(sentence(path, e));
            return findings.result(0, 0);
        }
        try (ParquetFileReader reader = file.reader()) {
            List<BlockMetaData> groups = file.footer().getBlocks();
            for (int group = 0; group < groups.size(); group++) {
                for (Shape shape : file.shapes()) {
                    for (Shape.Leaf leaf : shape.leaves()) {
                        new ChunkVerifier(file, reader, group, leaf, findings).verify();
                    }
                }
            }
        } catch (IOException e) {
            findings.file(FileErrors.reason(e));
        }
        long rows = file.footer().getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
        return findings.result(rows, file.footer().getBlocks().size());
    }

    /** The message without the path in front and the full stop behind. */
    static String sentence(Path path, ColonnadeException e) {
        String message = String.valueOf(e.getMessage());
        String start = "[" + path + "] ";
        String rest = message.startsWith(start) ? message.substring(start.length()) : message;
        return rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
    }
}
