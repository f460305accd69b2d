package dev.colonnade.commit;

import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for the files of one writer until it commits. As long as the writer lives it holds a lock in there; what a
 * dead one left is an orphan.
 */
public final class Stage implements AutoCloseable {
    /** How the names of staged data files end. */
    public static final String SUFFIX = ".staged";

    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final String OWNER = "owner";
    private static final String ENTRY = "entry";
    private static final String DATA = "data";

    /** Stages of this JVM, whose locks must not be tried, since closing the attempt would drop them. */
    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Home home;
    private final Disk disk;
    private final String id;
    private @Nullable FileChannel owner;

    private Stage(Home home, Disk disk, String id) {
        this.home = home;
        this.disk = disk;
        this.id = id;
    }

    /** A new stage, made while the home's lock is held. */
    static Stage open(Home home, Disk disk) throws IOException {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        Stage stage = new Stage(home, disk, HexFormat.of().formatHex(random));
        LIVE.add(stage.directory());
        try {
            disk.createDirectory(stage.directory());
            disk.write(stage.file(OWNER), "colonnade-stage 1\n".getBytes(StandardCharsets.UTF_8));
            stage.own();
            disk.createDirectory(stage.data());
            disk.syncDirectory(stage.directory());
            disk.syncDirectory(home.stages());
            return stage;
        } catch (IOException | RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    private void own() throws IOException {
        FileChannel channel = FileChannel.open(file(OWNER), StandardOpenOption.WRITE);
        owner = channel;
        if (channel.tryLock() == null) {
            throw CommitErrors.of(ErrorCode.IO, directory(), "Another process has taken this new stage.");
        }
    }

    /** 16 hexadecimal digits that no other stage has. */
    public String id() {
        return id;
    }

    /** Where the writer puts its files, at any depth, all named {@code *.staged}. */
    public Path data() {
        return directory().resolve(DATA);
    }

    /** The directory of all stages of the dataset. */
    public Path area() {
        return home.stages();
    }

    Path directory() {
        return home.stages().resolve(id);
    }

    Path entry() {
        return file(ENTRY);
    }

    private Path file(String name) {
        return directory().resolve(name);
    }

    /** Gives up what is left in the stage. What cannot be deleted now is deleted as an orphan later. */
    @Override
    public void close() {
        try {
            try {
                removeData(data(), disk);
            } finally {
                release();
            }
            remove(directory(), disk);
        } catch (IOException e) {
            LOG.debug("The stage {} is an orphan from now on.", directory(), e);
        } finally {
            LIVE.remove(directory());
        }
    }

    private void release() throws IOException {
        FileChannel channel = owner;
        owner = null;
        if (channel != null) {
            channel.close();
        }
    }

    /**
     * Deletes the stages of dead writers, while the home's exclusive lock is held: files that a stage can hold, and
     * directories that are empty then. How many stages there were.
     */
    static int removeOrphans(Home home, Disk disk) throws IOException {
        List<Path> orphans = orphans(home, disk);
        for (Path stage : orphans) {
            remove(stage, disk);
        }
        return orphans.size();
    }

    /** The stages of dead writers, while the home's exclusive lock is held. */
    static List<Path> orphans(Home home, Disk disk) throws IOException {
        List<Path> orphans = new ArrayList<>();
        for (Path stage : disk.list(home.stages())) {
            boolean ours = ID.matcher(stage.getFileName().toString()).matches();
            if (ours && !LIVE.contains(stage) && isDead(stage, disk)) {
                orphans.add(stage);
            }
        }
        return orphans;
    }

    private static boolean isDead(Path stage, Disk disk) throws IOException {
        Path owner = stage.resolve(OWNER);
        if (disk.kind(owner) != Disk.Kind.FILE) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(owner, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (OverlappingFileLockException live) {
            return false;
        }
    }

    private static void remove(Path stage, Disk disk) throws IOException {
        removeData(stage.resolve(DATA), disk);
        for (String name : new String[] {ENTRY, OWNER}) {
            if (disk.kind(stage.resolve(name)) == Disk.Kind.FILE) {
                disk.delete(stage.resolve(name));
            }
        }
        removeIfEmpty(stage, disk);
    }

    private static void removeData(Path directory, Disk disk) throws IOException {
        for (Path path : disk.list(directory)) {
            if (disk.kind(path) == Disk.Kind.DIRECTORY) {
                removeData(path, disk);
            } else if (path.getFileName().toString().endsWith(SUFFIX)) {
                disk.delete(path);
            }
        }
        removeIfEmpty(directory, disk);
    }

    static void removeIfEmpty(Path directory, Disk disk) throws IOException {
        if (disk.kind(directory) == Disk.Kind.DIRECTORY && disk.list(directory).isEmpty()) {
            disk.delete(directory);
        }
    }
}
