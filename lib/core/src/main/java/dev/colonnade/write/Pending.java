package dev.colonnade.write;

import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.JointCommit;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.SnapshotLog;
import dev.colonnade.commit.Stage;
import dev.colonnade.source.CommittedFiles;
import dev.colonnade.source.Storage.Entry;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** A write whose rows wait in a stage for their commit. */
final class Pending implements AutoCloseable {
    private final Job job;
    private final Committer committer;
    private final Stage stage;
    private final StagedFiles staged;
    private final Placement placement;
    private List<Entry> replaced = List.of();

    /**
     * What is to be done.
     *
     * @param what for the log
     * @param changes what it does to rows, given the number of rows written
     * @param start when it began, by {@link System#nanoTime}
     */
    record Job(
            Target target,
            Keys keys,
            WriteOptions options,
            Guard guard,
            String what,
            LongFunction<Optional<RowChanges>> changes,
            long start) {}

    Pending(Job job, Committer committer, Stage stage, StagedFiles staged, Placement placement) {
        this.job = job;
        this.committer = committer;
        this.stage = stage;
        this.staged = staged;
        this.placement = placement;
    }

    Guard guard() {
        return job.guard();
    }

    /**
     * Commits writes to different datasets, all or none. One that would change nothing is left out.
     *
     * @throws dev.colonnade.error.DatasetException CONFLICT, EXISTS, IO, TIMEOUT
     */
    static List<WriteReport> commit(List<Pending> all) {
        List<Pending> busy = all.stream().filter(pending -> !pending.isIdle()).toList();
        List<Snapshot> versions = busy.isEmpty()
                ? List.of()
                : JointCommit.commit(busy.stream().map(Pending::part).toList());
        List<WriteReport> reports = new ArrayList<>();
        for (Pending pending : all) {
            int place = busy.indexOf(pending);
            reports.add(
                    place < 0
                            ? pending.report(pending.guard().begun(), List.of())
                            : pending.committed(versions.get(place)));
        }
        return reports;
    }

    private boolean isIdle() {
        return placement.files().isEmpty() && guard().takesNothing();
    }

    private JointCommit.Part part() {
        List<Path> paths = placement.files().stream().map(Change.Staged::file).toList();
        return new JointCommit.Part(committer, stage, paths, this::change);
    }

    private WriteReport committed(Snapshot version) {
        leave(version);
        return report(version.version(), version.added());
    }

    /** Tells those who open the dataset what is known of the new files. */
    private void leave(Snapshot version) {
        Map<Path, String> places = new HashMap<>();
        placement.files().forEach(each -> places.put(each.file(), each.target().path()));
        List<String> removed =
                version.removed().stream().map(Snapshot.File::path).toList();
        CommittedFiles.leave(job.target().root(), version.version(), staged.files(), places, removed);
    }

    private Change change(SnapshotLog log) throws IOException {
        replaced = job.guard().replaced(log, job.keys().names(), placement.directories());
        List<Snapshot.File> removed = replaced.stream()
                .map(entry -> new Snapshot.File(committer.home().relative(entry.path()), entry.sizeBytes(), -1))
                .toList();
        return new Change(
                job.options().who(), what(), job.keys().forLog(), placement.files(), removed, List.of(), columns());
    }

    private Change.Columns columns() {
        Schema now = job.keys().plan().schema();
        return job.target()
                .before()
                .filter(files -> !Columns.same(files.schema(), now))
                .map(files -> Change.Columns.CHANGED)
                .orElse(Change.Columns.KEPT);
    }

    private String what() {
        String note = job.options().what();
        return note.isEmpty() ? job.what() : note;
    }

    private WriteReport report(long version, List<Snapshot.File> added) {
        return new WriteReport(
                job.target().root(),
                version,
                what(),
                added.stream()
                        .map(file -> new WriteReport.Written(file.path(), file.rows(), file.bytes()))
                        .toList(),
                replaced.size(),
                staged.rowGroups(),
                staged.columns(),
                job.changes()
                        .apply(added.stream().mapToLong(Snapshot.File::rows).sum()),
                Duration.ofNanos(System.nanoTime() - job.start()));
    }

    @Override
    public void close() {
        stage.close();
    }
}
