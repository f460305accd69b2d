package dev.colonnade.maintain;

import dev.colonnade.backend.Codec;
import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How files are compressed, as their footers say. */
final class Codecs {
    private Codecs() {}

    /** The codec of most bytes that a writer of ours can write; ZSTD if there is none. */
    static Codec mostUsed(List<DataFile> files) {
        Map<Codec, Long> bytes = new EnumMap<>(Codec.class);
        for (DataFile file : files) {
            for (RowGroup group : file.rowGroups()) {
                for (ColumnChunk chunk : group.chunks()) {
                    known(chunk)
                            .forEach(codec -> bytes.merge(codec, chunk.stats().compressedBytes(), Long::sum));
                }
            }
        }
        return bytes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Codec.ZSTD);
    }

    /** Whether all its chunks have that codec. */
    static boolean isOnly(DataFile file, Codec codec) {
        return file.rowGroups().stream()
                .flatMap(group -> group.chunks().stream())
                .allMatch(chunk -> known(chunk).contains(codec));
    }

    /** Of the two kinds of LZ4 in the format, only the newer one is ours. */
    private static List<Codec> known(ColumnChunk chunk) {
        return switch (chunk.layout().codec()) {
            case "UNCOMPRESSED" -> List.of(Codec.UNCOMPRESSED);
            case "SNAPPY" -> List.of(Codec.SNAPPY);
            case "GZIP" -> List.of(Codec.GZIP);
            case "ZSTD" -> List.of(Codec.ZSTD);
            case "BROTLI" -> List.of(Codec.BROTLI);
            case "LZ4_RAW" -> List.of(Codec.LZ4);
            default -> List.of();
        };
    }
}
