package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.Rewrite;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RewriteTest {
    private static final WriteOptions HOW =
            WriteOptions.defaults().withAuthor("Ann").withNote("tidy");

    @TempDir
    Path dataset;

    private final Workspace workspace = new Workspace(SessionConfig.defaults());
    private Session session;

    /** Files with the rows 0, 1, 2 of partition a, and a file with row 9 of b. */
    @BeforeEach
    void fourFiles() {
        session = Colonnade.builder().backend("duckdb").open();
        for (int id = 0; id < 3; id++) {
            append("SELECT " + id + "::BIGINT AS id, 'a' AS p");
        }
        append("SELECT 9::BIGINT AS id, 'b' AS p");
    }

    @AfterEach
    void close() {
        session.close();
        workspace.close();
    }

    private void append(String select) {
        session.sql(select)
                .write(
                        dataset.toString(),
                        WriteOptions.defaults().withMode(WriteMode.APPEND).withPartitionBy("p"));
    }

    private FileSet open() {
        return Datasets.open(List.of(dataset.toString()), DatasetOptions.defaults());
    }

    private String rows() {
        ParquetDataset now = session.open(dataset.toString());
        return String.join(
                " ",
                now.sort("id").collect().toMaps().stream()
                        .map(row -> row.get("id") + "/" + row.get("p"))
                        .toList());
    }

    private static List<DataFile> filesOf(FileSet files, String partition) {
        return files.files().stream()
                .filter(file -> partition.equals(file.partitionValues().get(0)))
                .toList();
    }

    private static LogicalPlan scan(FileSet files, List<DataFile> some) {
        BitSet positions = new BitSet();
        for (int i = 0; i < files.files().size(); i++) {
            if (some.contains(files.files().get(i))) {
                positions.set(i);
            }
        }
        return LogicalPlan.Scan.of(files).withSelection(FileSelection.of(positions, "they stay"));
    }

    /** The rows of partition a, as one file. */
    private static Rewrite compact(FileSet files, Rewrite.Reads reads) {
        List<DataFile> some = filesOf(files, "a");
        return new Rewrite(files, some, scan(files, some), reads, HOW);
    }

    private WriteReport rewrite(Function<FileSet, Rewrite> plan, ConflictPolicy policy) {
        return workspace.rewrite(open(), plan, policy, QueryOptions.defaults());
    }

    /** Something that others do while the first plan is made. */
    private static Function<FileSet, Rewrite> during(Runnable others, Function<FileSet, Rewrite> plan) {
        AtomicInteger calls = new AtomicInteger();
        return files -> {
            if (calls.getAndIncrement() == 0) {
                others.run();
            }
            return plan.apply(files);
        };
    }

    private static String conflict(Executable action) {
        ColonnadeException refused = assertThrows(ColonnadeException.class, action);
        assertEquals(ErrorCode.CONFLICT, refused.code(), refused.getMessage());
        return refused.getMessage();
    }

    @Test
    void filesGiveWayToTheirRows() throws SQLException {
        WriteReport report = rewrite(files -> compact(files, Rewrite.Reads.REPLACED), ConflictPolicy.fail());
        assertEquals(5, report.version());
        assertEquals("tidy", report.what());
        assertEquals(3, report.replacedFiles());
        assertEquals(1, report.files().size());
        assertEquals(3, report.rows());
        assertEquals("0/a 1/a 2/a 9/b", rows());
        assertEquals(2, open().files().size());
        assertEquals(List.of("4|12"), Foreign.rows(dataset, "SELECT count(*), sum(id)::INT FROM t"));
    }

    @Test
    void whatOthersAddStaysBesideRewrittenFiles() {
        Runnable others = () -> append("SELECT 3::BIGINT AS id, 'a' AS p");
        rewrite(during(others, files -> compact(files, Rewrite.Reads.REPLACED)), ConflictPolicy.merge());
        assertEquals("0/a 1/a 2/a 3/a 9/b", rows());
        assertEquals(3, open().files().size());
    }

    @Test
    void whatOthersAddIsAConflictForRowsOfAllTheDataset() {
        Runnable others = () -> append("SELECT 3::BIGINT AS id, 'b' AS p");
        String refused = conflict(
                () -> rewrite(during(others, files -> compact(files, Rewrite.Reads.DATASET)), ConflictPolicy.merge()));
        String who = WriteOptions.defaults().who();
        assertEquals(
                "[" + dataset + "] The files to replace are no longer those that were there when this write began, and"
                        + " version 5 (APPEND) by " + who
                        + " has come between: nothing was changed; refresh and write again.",
                refused);
        assertEquals("0/a 1/a 2/a 3/b 9/b", rows());
        assertEquals(5, open().files().size());
    }

    @Test
    void anyVersionIsAConflictForWhoWantsNone() {
        Runnable others = () -> append("SELECT 3::BIGINT AS id, 'b' AS p");
        String refused = conflict(
                () -> rewrite(during(others, files -> compact(files, Rewrite.Reads.REPLACED)), ConflictPolicy.fail()));
        assertEquals(
                "[" + dataset + "] This write began at version 4, and version 5 (APPEND) by "
                        + WriteOptions.defaults().who()
                        + " has come between: nothing was changed; refresh and write again.",
                refused);
    }

    @Test
    void aReplacedFileThatIsGoneIsAConflict() {
        Runnable others = () -> session.sql("SELECT 7::BIGINT AS id, 'a' AS p")
                .write(
                        dataset.toString(),
                        WriteOptions.defaults()
                                .withMode(WriteMode.OVERWRITE_PARTITIONS)
                                .withPartitionBy("p"));
        conflict(() -> workspace.rewrite(
                open(),
                files -> {
                    Rewrite rewrite = compact(files, Rewrite.Reads.REPLACED);
                    others.run();
                    LogicalPlan rows = new LogicalPlan.Empty(rewrite.rows().schema(), "none");
                    return new Rewrite(files, rewrite.replaced(), rows, Rewrite.Reads.REPLACED, HOW);
                },
                ConflictPolicy.merge(),
                QueryOptions.defaults()));
        assertEquals("7/a 9/b", rows());
    }

    @Test
    void aRetryPlansAgain() {
        Runnable others = () -> append("SELECT 3::BIGINT AS id, 'a' AS p");
        WriteReport report = rewrite(
                during(others, files -> compact(files, Rewrite.Reads.DATASET)), ConflictPolicy.retry(1, Duration.ZERO));
        assertEquals(4, report.replacedFiles());
        assertEquals("0/a 1/a 2/a 3/a 9/b", rows());
        assertEquals(2, open().files().size());
    }

    @Test
    void rowsOfAnotherSnapshotDoNotBecomeNewer() {
        FileSet old = open();
        Runnable others = () -> append("SELECT 3::BIGINT AS id, 'a' AS p");
        String refused = conflict(() -> rewrite(
                during(
                        others,
                        files -> new Rewrite(
                                files, filesOf(files, "a"), scan(old, filesOf(old, "a")), Rewrite.Reads.DATASET, HOW)),
                ConflictPolicy.retry(5, Duration.ZERO)));
        assertEquals(
                "[" + dataset + "] The rows were computed from this dataset as it was before: nothing was changed;"
                        + " refresh and write again.",
                refused);
        assertEquals("0/a 1/a 2/a 3/a 9/b", rows());
    }

    @Test
    void noRowsTakeFilesOut() throws SQLException {
        WriteReport report = rewrite(
                files -> new Rewrite(
                        files,
                        filesOf(files, "a"),
                        PlanBuilder.filter(
                                scan(files, filesOf(files, "a")),
                                Exprs.col("id").lt(0)),
                        Rewrite.Reads.DATASET,
                        HOW),
                ConflictPolicy.merge());
        assertEquals(3, report.replacedFiles());
        assertEquals(0, report.files().size());
        assertEquals("9/b", rows());
        rewrite(
                files -> new Rewrite(
                        files,
                        files.files(),
                        new LogicalPlan.Empty(files.schema(), "none"),
                        Rewrite.Reads.DATASET,
                        HOW),
                ConflictPolicy.merge());
        assertEquals("", rows());
        FileSet none = open();
        assertEquals(1, none.files().size());
        assertEquals("int64", none.schema().field("id").type().toString());
        assertEquals("string", none.schema().field("p").type().toString());
        assertEquals(1, none.partitionFields().size());
        append("SELECT 4::BIGINT AS id, 'c' AS p");
        assertEquals("4/c", rows());
        assertEquals(List.of("1"), Foreign.rows(dataset, "SELECT count(*) FROM t"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        FileSet files = open();
        ColonnadeException columns = assertThrows(
                ColonnadeException.class,
                () -> rewrite(
                        now -> new Rewrite(
                                now,
                                filesOf(now, "a"),
                                PlanBuilder.rename(scan(now, filesOf(now, "a")), Map.of("id", "key")),
                                Rewrite.Reads.REPLACED,
                                HOW),
                        ConflictPolicy.merge()));
        assertEquals(ErrorCode.NO_SUCH_COLUMN, columns.code());
        append("SELECT 3::BIGINT AS id, 'a' AS p");
        FileSet later = open();
        ColonnadeException others = assertThrows(
                ColonnadeException.class,
                () -> new Rewrite(files, filesOf(later, "a"), scan(files, List.of()), Rewrite.Reads.REPLACED, HOW));
        assertEquals("A rewrite replaces files of its own snapshot, each once.", others.getMessage());
    }

    @Test
    void otherKeysNeedAllFilesAndNoCompany() {
        Function<FileSet, Rewrite> plan = files -> new Rewrite(
                files,
                files.files(),
                LogicalPlan.Scan.of(files),
                Rewrite.Reads.REPLACED,
                HOW.withPartitionBy(Exprs.col("id").mod(2).as("odd")));
        Runnable others = () -> append("SELECT 3::BIGINT AS id, 'a' AS p");
        conflict(() -> rewrite(during(others, plan), ConflictPolicy.merge()));
        rewrite(plan, ConflictPolicy.merge());
        assertEquals("0/a 1/a 2/a 3/a 9/b", rows());
        assertEquals("odd", open().partitionFields().get(0).name());
    }
}
