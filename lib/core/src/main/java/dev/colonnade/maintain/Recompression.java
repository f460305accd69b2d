package dev.colonnade.maintain;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How old data is compressed. Immutable.
 *
 * @param olderThan the age from which on partitions count, as in {@link Retention}; absent for all files
 * @param codec what they are to have
 * @param level of the codec; the codec's own if absent
 * @param time which key is the time; absent for the one that is told by name or type
 * @param now when ages are counted; absent for the moment of the call
 */
public record Recompression(
        Optional<TemporalAmount> olderThan,
        Codec codec,
        OptionalInt level,
        Optional<TimeKey> time,
        Optional<Instant> now) {
    public Recompression {
        ParquetFormat.defaults().withCodec(codec, level);
    }

    /** Of all partitions. */
    public static Recompression of(Codec codec) {
        return new Recompression(Optional.empty(), codec, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** Of all partitions, with a level. */
    public static Recompression of(Codec codec, int level) {
        return new Recompression(Optional.empty(), codec, OptionalInt.of(level), Optional.empty(), Optional.empty());
    }

    /** Only of partitions whose span of time ended so long ago. */
    public Recompression olderThan(TemporalAmount age) {
        return new Recompression(Optional.of(age), codec, level, time, now);
    }

    public Recompression withTimeKey(TimeKey key) {
        return new Recompression(olderThan, codec, level, Optional.of(key), now);
    }

    /** Counts ages at that moment. */
    public Recompression asOf(Instant moment) {
        return new Recompression(olderThan, codec, level, time, Optional.of(moment));
    }

    /** The files of each partition that are not compressed so yet. */
    List<FileGroup> groups(FileSet dataset, LayoutOptions layout) {
        Set<Path> old = olderThan
                .map(age -> new Aging(dataset, time, now.orElseGet(Instant::now)).olderThan(age))
                .map(files -> files.stream().map(DataFile::path).collect(Collectors.toSet()))
                .orElse(Set.of());
        List<FileGroup> groups = new ArrayList<>();
        for (DatasetPartition partition : DatasetPartition.of(dataset, layout.partitions())) {
            List<Integer> files = RangeOrder.sequence(dataset, partition.files()).stream()
                    .filter(file -> olderThan.isEmpty()
                            || old.contains(dataset.files().get(file).path()))
                    .filter(file -> dataset.files().get(file).rowCount() > 0)
                    .filter(file -> !isDone(dataset.files().get(file)))
                    .toList();
            if (!files.isEmpty()) {
                groups.add(FileGroup.of(dataset, partition, files, layout));
            }
        }
        return groups;
    }

    private boolean isDone(DataFile file) {
        boolean marked = level.isEmpty() || file.path().getFileName().toString().contains(mark());
        return marked && Codecs.isOnly(file, codec);
    }

    /** Names of files tell the level, which no footer does. */
    String fileName() {
        return "part-{id}-{n}" + mark();
    }

    private String mark() {
        String name = codec.name().toLowerCase(Locale.ROOT);
        return "." + name + (level.isPresent() ? "-" + level.getAsInt() : "");
    }

    @Override
    public String toString() {
        return "recompress to " + codec + (level.isPresent() ? " level " + level.getAsInt() : "")
                + olderThan.map(age -> " after " + age).orElse("");
    }
}
