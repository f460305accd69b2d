package dev.colonnade;

import dev.colonnade.backend.Check;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.session.LiveFiles;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Validation;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Datasets by name, SQL over them, and an engine with limits. Safe for use by several threads; closing it cancels what
 * still runs. Tables stay valid afterwards.
 */
public final class Session implements AutoCloseable {
    private final Workspace workspace;

    Session(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The session of {@link ParquetDataset#open}, with default options; it lives as long as the program. */
    public static Session shared() {
        return Shared.SESSION;
    }

    private static final class Shared {
        static final Session SESSION = new Session(new Workspace(SessionConfig.defaults()));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SESSION::close, "colonnade-shutdown"));
        }

        private Shared() {}
    }

    /**
     * Opens a dataset and registers it for SQL.
     *
     * @param name its table name, compared without regard to case
     * @param locations files, directories or globs
     * @throws dev.colonnade.error.DatasetException
     */
    public ParquetDataset dataset(String name, String... locations) {
        return dataset(name, List.of(locations), workspace.datasetOptions());
    }

    /** @see #dataset(String, String...) */
    public ParquetDataset dataset(String name, List<String> locations, DatasetOptions options) {
        LiveFiles files = workspace.open(locations, options);
        workspace.register(name, files);
        return new ParquetDataset(workspace, files, name);
    }

    /** Opens a dataset without a name. @throws dev.colonnade.error.DatasetException */
    public ParquetDataset open(String... locations) {
        return open(List.of(locations), workspace.datasetOptions());
    }

    /** @see #open(String...) */
    public ParquetDataset open(List<String> locations, DatasetOptions options) {
        return new ParquetDataset(workspace, workspace.open(locations, options), null);
    }

    /** The names of the registered datasets. */
    public List<String> datasets() {
        return workspace.catalog().names();
    }

    /**
     * One SELECT in the engine's SQL over the registered datasets. Nothing runs yet.
     *
     * @param args values of the {@code ?} placeholders, bound and never spliced into the text
     * @throws dev.colonnade.error.PlanException SQL_SYNTAX, SQL_FORBIDDEN, NO_SUCH_DATASET or NO_SUCH_COLUMN
     */
    public LazyFrame sql(String text, @Nullable Object... args) {
        return new LazyFrame(workspace, workspace.sql(text, args));
    }

    /**
     * Writes rows that come from elsewhere into a directory, all or none of them, with one batch in memory: those of
     * {@link BatchStream#ofRecords}, {@link BatchStream#ofJdbc}, or of an Arrow reader ({@code ArrowInterop.fromReader}). The
     * stream is read on another thread and closed.
     *
     * @throws dev.colonnade.error.ColonnadeException as {@link LazyFrame#write(String, WriteOptions)}, or whatever the stream throws
     */
    public WriteReport write(BatchStream rows, String directory, WriteOptions how) {
        return workspace.change(DatasetChange.write(rows, Path.of(directory), how), QueryOptions.defaults());
    }

    /** Whether {@link #sql} would take the text, and why not. */
    public Validation validate(String text, @Nullable Object... args) {
        return workspace.validateSql(text, args);
    }

    /**
     * Changes several datasets together: all of the changes happen or none, also if the process or the machine dies. The
     * function says what is to be done; it runs when the function has returned, which may give up by throwing. Each dataset
     * is changed once. If others have changed one of them meanwhile, nothing is changed, or it is tried again as often as
     * the policies of all changes allow.
     *
     * @return a report for each change, in their order
     * @throws dev.colonnade.error.PlanException if rows do not fit a dataset
     * @throws dev.colonnade.error.DatasetException INVALID_ARGUMENT for two changes of one dataset; CONFLICT, EXISTS,
     *     PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public List<WriteReport> transaction(Consumer<Transaction> changes) {
        Transaction transaction = new Transaction();
        changes.accept(transaction);
        return workspace.change(transaction.changes(), QueryOptions.defaults());
    }

    /** What the engine found when it looked at itself. */
    public List<Check> doctor() {
        return workspace.checks();
    }

    /** Cancels running queries and stops the engine. Idempotent. */
    @Override
    public void close() {
        workspace.close();
    }

    @Override
    public String toString() {
        return "Session[datasets " + String.join(", ", datasets()) + "]";
    }
}
