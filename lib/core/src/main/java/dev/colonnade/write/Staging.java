package dev.colonnade.write;

import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Stage;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.Plans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Has an engine write the rows of a job into a stage. */
final class Staging {
    private final RowEngine engine;
    private final Pending.Job job;
    private final Stage stage;

    private Staging(RowEngine engine, Pending.Job job, Stage stage) {
        this.engine = engine;
        this.job = job;
        this.stage = stage;
    }

    /** @throws dev.colonnade.error.ColonnadeException if that fails, which leaves no stage */
    static Pending run(RowEngine engine, Pending.Job job, Committer committer, Remnant remnant) {
        Stage stage = committer.stage();
        try {
            List<WrittenFile> written = new Staging(engine, job, stage).write(remnant);
            StagedFiles staged = StagedFiles.read(written);
            Placement placement = Placement.of(written, job.keys(), job.options(), stage.id());
            return new Pending(job, committer, stage, staged, placement);
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    private List<WrittenFile> write(Remnant remnant) {
        List<WrittenFile> all = job.keys().plan() instanceof LogicalPlan.Empty
                ? List.of()
                : engine.write(sorted(), order(job.keys().names()));
        List<WrittenFile> full = all.stream().filter(file -> file.rows() > 0).toList();
        if (!full.isEmpty() || remnant == Remnant.NOTHING) {
            return full;
        }
        return List.of(all.isEmpty() ? columnsOnly() : all.get(0));
    }

    private WrittenFile columnsOnly() {
        LogicalPlan none = new LogicalPlan.Empty(StoredColumns.of(job.keys()).schema(), "no row is left");
        WrittenFile file = engine.write(none, order(List.of())).get(0);
        return new WrittenFile(
                file.path(), Collections.nCopies(job.keys().names().size(), null), 0);
    }

    private WriteOrder order(List<String> keys) {
        boolean ordered =
                !job.options().sortBy().isEmpty() || Plans.keepsOrder(job.keys().plan());
        WriteOrder.Rows rows = ordered ? WriteOrder.Rows.ORDERED : WriteOrder.Rows.UNORDERED;
        return new WriteOrder(
                stage.data(),
                stage.area(),
                keys,
                rows,
                Stage.SUFFIX,
                job.options().format());
    }

    /** In the asked order, within partitions. */
    private LogicalPlan sorted() {
        List<SortKey> asked = job.options().sortBy();
        if (asked.isEmpty()) {
            return job.keys().plan();
        }
        List<SortKey> order = new ArrayList<>();
        job.keys().names().forEach(name -> order.add(Exprs.col(name).asc()));
        order.addAll(asked);
        return PlanBuilder.sort(job.keys().plan(), order);
    }
}
