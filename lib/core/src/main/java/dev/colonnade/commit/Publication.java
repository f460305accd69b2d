package dev.colonnade.commit;

import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at datasets while nothing is published in them, so that what is seen is some version and no mixture of two. */
public final class Publication implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final List<Home> homes;
    private final Deque<HomeLock.Held> held = new ArrayDeque<>();

    private Publication(List<Home> homes) {
        this.homes = homes;
    }

    /**
     * Holds off publications in the homes around {@code places} until it is closed; a commit that a dead writer recorded
     * is finished first. Directories without a home are nobody's and are left alone. Not to be nested.
     *
     * @throws dev.colonnade.error.DatasetException TIMEOUT, CANCELLED, NOT_READABLE, or CORRUPT_FILE for a damaged record
     */
    public static Publication pause(Collection<Path> places) {
        TreeMap<Path, Home> homes = new TreeMap<>(Comparator.comparing(Path::toString));
        for (Path place : places) {
            Home.around(place).ifPresent(home -> homes.put(home.root(), home));
        }
        Publication pause = new Publication(List.copyOf(homes.values()));
        try {
            pause.homes.forEach(pause::enter);
            return pause;
        } catch (RuntimeException | Error e) {
            pause.close();
            throw e;
        }
    }

    private void enter(Home home) {
        try {
            held.push(enterSettled(home, LocalDisk.INSTANCE));
        } catch (IOException e) {
            throw CommitErrors.notReadable(home.root(), e);
        }
    }

    /** The shared lock of a home that has no redo record. */
    static HomeLock.Held enterSettled(Home home, Disk disk) throws IOException {
        Publisher publisher = new Publisher(home, disk);
        while (true) {
            HomeLock.Held shared = HomeLock.shared(home, WAIT);
            boolean settled = false;
            try {
                settled = !publisher.isPending();
            } finally {
                if (!settled) {
                    shared.close();
                }
            }
            if (settled) {
                return shared;
            }
            finish(home, publisher);
        }
    }

    private static void finish(Home home, Publisher publisher) throws IOException {
        if (!Files.isWritable(home.lock())) {
            throw CommitErrors.of(
                    ErrorCode.NOT_READABLE,
                    home.root(),
                    "A writer died while it published a commit, and this user may not finish it: open the dataset once"
                            + " as a user who may write there.");
        }
        HomeLock.during(HomeLock.exclusive(home, WAIT), () -> {
            publisher.recover();
            return home;
        });
    }

    /** The newest versions by the directories of the datasets, which are sorted; without those that have none yet. */
    public Map<Path, Snapshot> heads() {
        Map<Path, Snapshot> heads = new LinkedHashMap<>();
        for (Home home : homes) {
            try {
                Optional<Snapshot> head = new SnapshotLog(home, LocalDisk.INSTANCE).head();
                if (head.isPresent()) {
                    heads.put(home.root(), head.get());
                }
            } catch (IOException e) {
                throw CommitErrors.notReadable(home.root(), e);
            }
        }
        return heads;
    }

    /**
     * The versions that files are of which are found now.
     *
     * @param heads the newest ones, as {@link #heads} has them
     * @param locations files or directories; a file that was taken out is of a version before that
     */
    public ReadVersions versions(Map<Path, Snapshot> heads, Collection<String> locations) {
        Map<Path, Long> numbers = new HashMap<>();
        for (String location : locations) {
            if (location.endsWith(Home.RETIRED_SUFFIX)) {
                Path file = Path.of(location).toAbsolutePath().normalize();
                for (Home home : homes) {
                    home.retiredBy(file).ifPresent(by -> numbers.merge(home.root(), by - 1, Math::min));
                }
            }
        }
        return ReadVersions.of(
                homes,
                homes.stream()
                        .map(home -> numbers.getOrDefault(
                                home.root(),
                                Optional.ofNullable(heads.get(home.root()))
                                        .map(Snapshot::version)
                                        .orElse(0L)))
                        .toList());
    }

    @Override
    public void close() {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
