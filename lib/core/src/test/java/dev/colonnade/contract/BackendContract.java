package dev.colonnade.contract;

import java.util.List;
import org.junit.jupiter.api.Nested;

/**
 * What every backend promises. A backend's module extends this class and names the backend; each part below is one
 * promise of the SPI, and its tests run on that backend. What a backend cannot do it refuses, and the refusal is tested
 * instead.
 */
public abstract class BackendContract {
    /** The backend under test. */
    protected abstract Subject subject();

    /** Cells of the matrix of operations and types that the backend gets wrong, with the reason. */
    protected List<Waiver> waivers() {
        return List.of();
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Capabilities extends CapabilitiesContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Results extends ResultsContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Types extends TypesContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class SchemaModes extends SchemaModesContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Snapshots extends SnapshotContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Cancelling extends CancelContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Limits extends LimitsContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class BadInput extends BadInputContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class CorpusFiles extends CorpusContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class DamagedFiles extends DamagedFilesContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class OperationsAndTypes extends MatrixContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }

        @Override
        List<Waiver> waivers() {
            return BackendContract.this.waivers();
        }
    }

    @Nested
    class Leaks extends LeaksContract {
        @Override
        Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Edges extends EdgeContract {
        @Override
        protected Subject subject() {
            return BackendContract.this.subject();
        }
    }

    @Nested
    class Regressions extends RegressionContract {
        @Override
        protected Subject subject() {
            return BackendContract.this.subject();
        }
    }
}
