package dev.colonnade.session;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Check;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Makes batches of one row, the batch's number; can do something before one of them. */
final class FakeEngine implements Engine {
    static final Schema SCHEMA = Schema.of(Field.of("a", DataType.INT64));

    private final int batches;
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    Schema schema = SCHEMA;
    private int special = -1;
    private Step step = context -> {};
    Runnable onExecute = () -> {};
    boolean deaf;
    final List<String> ran = new CopyOnWriteArrayList<>();

    interface Step {
        void run(ExecutionContext context);
    }

    FakeEngine(int batches) {
        this.batches = batches;
    }

    static FakeEngine waitingForCancel() {
        FakeEngine engine = new FakeEngine(1);
        engine.atBatch(0, context -> {
            engine.started.countDown();
            awaitUninterruptibly(engine.cancelled);
            context.cancel().check();
        });
        return engine;
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException nativeCodeDoesNotNotice) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void atBatch(int number, Step what) {
        special = number;
        step = what;
    }

    @Override
    public BatchStream execute(ExecutablePlan plan, ExecutionContext context) {
        ran.add(PlanPrinter.line(plan.plan()));
        onExecute.run();
        context.cancel().onFire(() -> {
            if (!deaf) {
                cancelled.countDown();
            }
        });
        return new BatchStream() {
            private int number;

            @Override
            public Schema schema() {
                return schema;
            }

            @Override
            public Batch next() {
                if (number == special) {
                    step.run(context);
                }
                return number == batches
                        ? null
                        : Table.ofRows(SCHEMA, List.of(List.of((long) number++)))
                                .batches()
                                .get(0);
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    @Override
    public List<Refusal> refusals(ExecutablePlan plan) {
        return List.of();
    }

    @Override
    public double estimateMillis(ExecutablePlan plan) {
        return 0;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.PLANS);
    }

    @Override
    public LogicalPlan prepareSql(String text, List<LiteralValue> parameters, SqlCatalog catalog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toSql(ExecutablePlan plan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Check> checks() {
        return List.of();
    }

    @Override
    public void close() {
        assertFalse(deaf);
    }
}
