package dev.colonnade.commit;

import dev.colonnade.commit.Committer.Prepared;
import dev.colonnade.commit.Redo.Move;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One commit of several datasets: all of them change or none.
 *
 * <p>Under the exclusive locks of all homes, taken in the order of their paths, each gets a redo record that says whose
 * decision it waits for; the first home then gets the {@linkplain Decisions decision}, which is the moment from which on the
 * commit counts; the renames follow. Whoever finds a record of a writer that died asks for the decision, and forgets the
 * record if there is none: nothing is renamed before.
 */
public final class JointCommit {
    private static final Logger LOG = LoggerFactory.getLogger(JointCommit.class);

    private final String id;
    private final List<Part> parts;
    private final Decisions decisions;
    private final Map<Part, Prepared> prepared = new IdentityHashMap<>();

    /** A change of one dataset: see {@link Committer#commit}. */
    public record Part(Committer committer, Stage stage, Collection<Path> files, Committer.Attempt attempt) {}

    private JointCommit(List<Part> parts) {
        this.parts = parts;
        this.id = parts.get(0).stage().id();
        Committer first = parts.get(0).committer();
        this.decisions = new Decisions(first.home(), first.disk());
    }

    /**
     * Commits the parts.
     *
     * @param parts of different datasets, at least one
     * @return the new versions, in the order of the parts
     * @throws dev.colonnade.error.DatasetException as {@link Committer#commit}; INVALID_ARGUMENT if two are of one dataset
     */
    public static List<Snapshot> commit(List<Part> parts) {
        if (parts.size() == 1) {
            Part only = parts.get(0);
            return List.of(only.committer().commit(only.stage(), only.files(), only.attempt()));
        }
        List<Part> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparing(part -> part.committer().home().root().toString()));
        try {
            requireDifferent(ordered);
            Map<Part, Prepared> done = new JointCommit(ordered).run();
            return parts.stream().map(part -> next(done, part)).toList();
        } catch (IOException e) {
            throw CommitErrors.unchanged(ordered.get(0).committer().home().root(), e);
        }
    }

    private static Snapshot next(Map<Part, Prepared> done, Part part) {
        Prepared one = done.get(part);
        if (one == null) {
            throw new IllegalStateException("A part was not prepared.");
        }
        return one.next();
    }

    private static void requireDifferent(List<Part> parts) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Part part : parts) {
            Path root = part.committer().home().root();
            if (!seen.add(root.toRealPath())) {
                throw CommitErrors.of(ErrorCode.INVALID_ARGUMENT, root, "A joint commit changes each dataset once.");
            }
        }
    }

    private Map<Part, Prepared> run() throws IOException {
        for (Part part : parts) {
            part.committer().syncStaged(part.stage(), part.files());
        }
        Deque<HomeLock.Held> held = new ArrayDeque<>();
        try {
            for (Part part : parts) {
                held.push(part.committer().exclusive());
            }
            for (Part part : parts) {
                prepared.put(part, part.committer().prepare(part.stage(), part.attempt()));
            }
            publish();
            return prepared;
        } finally {
            while (!held.isEmpty()) {
                held.pop().close();
            }
        }
    }

    private Redo redo(Part part) throws IOException {
        Home coordinator = parts.get(0).committer().home();
        String path = Decisions.path(part.committer().home(), coordinator);
        Prepared one = prepared.get(part);
        if (one == null) {
            throw new IllegalStateException("A part was not prepared.");
        }
        return one.redo().joined(new Redo.Joint(id, path));
    }

    private void publish() throws IOException {
        List<List<Move>> done = new ArrayList<>();
        try {
            for (Part part : parts) {
                part.committer().publisher().record(redo(part));
            }
            decisions.decide(
                    id, parts.stream().map(part -> part.committer().home()).toList());
            for (Part part : parts) {
                List<Move> moves = new ArrayList<>();
                done.add(moves);
                for (Move move : redo(part).moves()) {
                    moves.add(move);
                    part.committer().publisher().apply(move);
                }
            }
            for (Part part : parts) {
                part.committer().publisher().syncAround(redo(part).moves());
            }
        } catch (IOException failure) {
            takeBack(done, failure);
            throw failure;
        }
        forget();
    }

    /** Undoes the renames, then the decision, then the records, so that whatever is cut off is decided one way for all. */
    private void takeBack(List<List<Move>> done, IOException failure) {
        try {
            for (int i = done.size() - 1; i >= 0; i--) {
                parts.get(i).committer().publisher().undo(done.get(i));
            }
            decisions.forget(id);
            for (Part part : parts) {
                part.committer().publisher().forget();
            }
        } catch (IOException worse) {
            failure.addSuppressed(worse);
            Part first = parts.get(0);
            throw CommitErrors.unsettled(
                    first.committer().home().root(), next(prepared, first).version(), failure);
        }
    }

    /** All is visible and durable: records that stay are found to be done. */
    private void forget() {
        try {
            for (Part part : parts) {
                part.committer().publisher().forget();
            }
            decisions.forget(id);
        } catch (IOException e) {
            LOG.warn("The records of a finished commit stay in {} until it is opened again.", id, e);
        }
    }
}
