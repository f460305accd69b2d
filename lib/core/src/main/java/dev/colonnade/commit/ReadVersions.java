package dev.colonnade.commit;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of datasets that a snapshot of files is made of, none for files that our writers do not keep. */
public final class ReadVersions {
    private static final String UNLOCKED =
            "Version {} of {} is read without a lock, so a clean-up may delete its files: {}";
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final ReadVersions NONE = new ReadVersions(List.of());

    private final List<Version> versions;

    /** One of a dataset, and where it is locked, once that is known. */
    private static final class Version {
        private final Home home;
        private final long number;
        private volatile @Nullable ReaderLocks locks;

        Version(Home home, long number) {
            this.home = home;
            this.number = number;
        }

        @Nullable
        ReaderLocks acquired() throws IOException {
            ReaderLocks known = locks;
            if (known == null) {
                known = ReaderLocks.of(home);
                locks = known;
            }
            return known != null && acquire(known) ? known : null;
        }

        /** Waits for a clean-up that looks at the version at this moment, or deletes it. */
        private boolean acquire(ReaderLocks known) throws IOException {
            return known.acquire(number) || HomeLock.during(HomeLock.shared(home, WAIT), () -> known.acquire(number));
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(ReadVersions.class); // not loaded by an open that logs nothing
    }

    private ReadVersions(List<Version> versions) {
        this.versions = List.copyOf(versions);
    }

    public static ReadVersions none() {
        return NONE;
    }

    /** @param numbers of the homes, in their order */
    static ReadVersions of(List<Home> homes, List<Long> numbers) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < homes.size(); i++) {
            versions.add(new Version(homes.get(i), numbers.get(i)));
        }
        return new ReadVersions(versions);
    }

    /** Files that are kept until it is closed: no clean-up of any process deletes one of theirs. */
    public static final class Lease implements AutoCloseable {
        private static final Lease EMPTY = new Lease();

        private final List<Runnable> releases = new ArrayList<>();

        private Lease() {}

        @Override
        public synchronized void close() {
            releases.forEach(Runnable::run);
            releases.clear();
        }
    }

    /**
     * Keeps the files of all these versions, without writing anything. Not those of a dataset whose locks this user may not
     * use, or that a clean-up does not let go of in a minute: they are read as long as they are there.
     *
     * @throws DatasetException CANCELLED by an interrupt
     */
    public static Lease lease(Collection<ReadVersions> all) {
        Lease lease = Lease.EMPTY;
        try {
            for (ReadVersions each : all) {
                for (Version version : each.versions) {
                    lease = lease == Lease.EMPTY ? new Lease() : lease;
                    lease(version, lease);
                }
            }
            return lease;
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    private static void lease(Version version, Lease lease) {
        try {
            ReaderLocks locks = version.acquired();
            if (locks != null) {
                lease.releases.add(() -> release(locks, version));
            }
        } catch (NoSuchFileException gone) {
            log().debug("The dataset in {} is gone.", version.home.root(), gone);
        } catch (IOException e) {
            log().warn(UNLOCKED, version.number, version.home.root(), CommitErrors.reason(e));
        } catch (DatasetException e) {
            if (e.code() != ErrorCode.TIMEOUT) {
                throw e;
            }
            log().warn(UNLOCKED, version.number, version.home.root(), e.getMessage());
        }
    }

    private static void release(ReaderLocks locks, Version version) {
        try {
            locks.release(version.number);
        } catch (IOException e) {
            log().warn(
                            "Version {} of {} stays locked until this process ends.",
                            version.number,
                            version.home.root(),
                            e);
        }
    }
}
