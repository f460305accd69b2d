package dev.colonnade.duckdb;

import dev.colonnade.contract.BackendContract;
import dev.colonnade.contract.Subject;

class DuckDbContractTest extends BackendContract {
    @Override
    protected Subject subject() {
        return new Subject("duckdb");
    }
}
