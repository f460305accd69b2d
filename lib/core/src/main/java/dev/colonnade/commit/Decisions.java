package dev.colonnade.commit;

import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The joint commits that are decided, one file each in the home that coordinates them. A decision is there from the moment
 * that the commit counts until no home has a record of it any more; what is not decided has not happened.
 */
final class Decisions {
    private static final String FORMAT = "colonnade-decision 1";
    private static final String HOME = "home";
    private static final String AT = "at";
    private static final String UNFINISHED = ".unfinished";

    private final Home home;
    private final Disk disk;

    Decisions(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** Another home by its path relative to the real path of one. */
    static Home home(Home from, String relative) throws IOException {
        return new Home(from.root().toRealPath().resolve(relative));
    }

    /** The path of a home relative to the real path of another one. */
    static String path(Home from, Home to) throws IOException {
        return from.root().toRealPath().relativize(to.root().toRealPath()).toString();
    }

    private Path file(String id) {
        return home.decisions().resolve(id);
    }

    boolean has(String id) throws IOException {
        return disk.kind(file(id)) == Disk.Kind.FILE;
    }

    /** The moment from which on the commit counts. @param homes all that take part */
    void decide(String id, List<Home> homes) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (Home each : homes) {
            lines.add(List.of(HOME, path(home, each)));
        }
        lines.add(List.of(AT, Instant.now().toString()));
        disk.createDirectory(home.decisions());
        disk.syncDirectory(home.own());
        Path unfinished = file(id + UNFINISHED);
        disk.write(unfinished, Lines.encode(FORMAT, lines));
        disk.move(unfinished, file(id));
        disk.syncDirectory(home.decisions());
    }

    void forget(String id) throws IOException {
        disk.delete(file(id));
        if (disk.kind(home.decisions()) == Disk.Kind.DIRECTORY) {
            disk.syncDirectory(home.decisions());
        }
    }

    /** Deletes a decision that no home waits for. One of a home that cannot be found stays, for it may come back. */
    void forgetIfDone(String id) throws IOException {
        forgetIfDone(id, Instant.MIN);
    }

    /** @param horizon of a decision before that, a home that cannot be found is given up */
    private void forgetIfDone(String id, Instant horizon) throws IOException {
        List<List<String>> lines = Lines.decode(FORMAT, disk.read(file(id)))
                .orElseThrow(() -> CommitErrors.of(
                        ErrorCode.CORRUPT_FILE,
                        file(id),
                        "This decision is damaged or was written by a newer version of the library."));
        boolean old = lines.stream().filter(line -> line.get(0).equals(AT)).allMatch(line -> !Instant.parse(line.get(1))
                .isAfter(horizon));
        for (List<String> line : lines) {
            if (line.get(0).equals(HOME) && waits(home(home, line.get(1)), id, old)) {
                return;
            }
        }
        forget(id);
    }

    private boolean waits(Home other, String id, boolean old) throws IOException {
        if (disk.kind(other.lock()) != Disk.Kind.FILE) {
            return !old;
        }
        return new Publisher(other, disk)
                .pending()
                .flatMap(Redo::joint)
                .filter(joint -> joint.id().equals(id))
                .isPresent();
    }

    /**
     * Deletes the decisions that no home waits for, and what dead writers had begun to decide. A home that cannot be found is
     * waited for if it was decided after {@code horizon}.
     */
    void clean(Instant horizon) throws IOException {
        for (Path file : disk.list(home.decisions())) {
            String name = file.getFileName().toString();
            if (name.endsWith(UNFINISHED)) {
                disk.delete(file);
            } else {
                forgetIfDone(name, horizon);
            }
        }
        Stage.removeIfEmpty(home.decisions(), disk);
    }
}
