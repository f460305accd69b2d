package dev.colonnade.cli;

import dev.colonnade.backend.Codec;
import dev.colonnade.write.WriteOptions;
import java.util.Arrays;
import java.util.Locale;

/** A codec and maybe its level, such as {@code zstd:3}. */
final class CompressionText {
    private CompressionText() {}

    static WriteOptions apply(String text, WriteOptions options) {
        String[] parts = text.split(":", 2);
        try {
            Codec codec = Codec.valueOf(parts[0].toUpperCase(Locale.ROOT));
            return parts.length == 1
                    ? options.withCompression(codec)
                    : options.withCompression(codec, Integer.parseInt(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + text + "' is no compression: write one of "
                    + String.join(
                            ", ",
                            Arrays.stream(Codec.values())
                                    .map(codec -> codec.name().toLowerCase(Locale.ROOT))
                                    .toList())
                    + ", and a level as in zstd:3.");
        }
    }
}
