package dev.colonnade.write;

import dev.colonnade.source.FileSet;
import java.util.function.Function;

/** Plans the rewriting of a dataset, as often as it is asked until it is closed. */
interface Planner extends AutoCloseable {
    Planned plan(FileSet dataset);

    @Override
    void close();

    /** One that holds nothing. */
    static Planner of(Function<FileSet, Planned> plan) {
        return new Planner() {
            @Override
            public Planned plan(FileSet dataset) {
                return plan.apply(dataset);
            }

            @Override
            public void close() {}
        };
    }
}
