package dev.colonnade.cli;

import dev.colonnade.batch.Table;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of a dataset as rows. */
final class SnapshotLines {
    private static final Schema SCHEMA = Schema.of(
            Field.required("version", DataType.INT64),
            Field.required("at", DataType.timestampUtc(Resolution.MILLIS)),
            Field.required("who", DataType.STRING),
            Field.required("what", DataType.STRING),
            Field.required("added", DataType.INT64),
            Field.required("removed", DataType.INT64));

    private SnapshotLines() {}

    /** Oldest first; {@code added} and {@code removed} count files. */
    static Table of(List<Snapshot> snapshots) {
        return Table.ofRows(SCHEMA, snapshots.stream().map(SnapshotLines::row).toList());
    }

    private static List<@Nullable Object> row(Snapshot snapshot) {
        return List.of(
                snapshot.version(),
                snapshot.at(),
                snapshot.who(),
                snapshot.what(),
                (long) snapshot.added().size() + snapshot.restored().size(),
                (long) snapshot.removed().size());
    }
}
