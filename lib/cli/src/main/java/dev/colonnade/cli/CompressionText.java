package dev.colonnade.cli;

import dev.colonnade.backend.Codec;
import dev.colonnade.write.WriteOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A codec and maybe its level, such as {@code zstd:3}. */
final class CompressionText {
    private CompressionText() {}

    static WriteOptions apply(String text, WriteOptions options) {
        return parsed(text, options::withCompression, options::withCompression);
    }

    /** Of one column. */
    static WriteOptions apply(String column, String text, WriteOptions options) {
        return parsed(
                text,
                codec -> options.withColumnCompression(column, codec),
                (codec, level) -> options.withColumnCompression(column, codec, level));
    }

    private static WriteOptions parsed(
            String text, Function<Codec, WriteOptions> plain, BiFunction<Codec, Integer, WriteOptions> withLevel) {
        String[] parts = text.split(":", 2);
        try {
            Codec codec = Codec.valueOf(parts[0].toUpperCase(Locale.ROOT));
            return parts.length == 1 ? plain.apply(codec) : withLevel.apply(codec, Integer.valueOf(parts[1]));
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
