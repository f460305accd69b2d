package dev.colonnade.duckdb;

import dev.colonnade.contract.BackendContract;
import dev.colonnade.contract.Subject;
import dev.colonnade.contract.Waiver;
import java.util.List;

class DuckDbContractTest extends BackendContract {
    @Override
    protected Subject subject() {
        return new Subject("duckdb");
    }

    @Override
    protected List<Waiver> waivers() {
        return Waiver.ofDuckDb();
    }
}
