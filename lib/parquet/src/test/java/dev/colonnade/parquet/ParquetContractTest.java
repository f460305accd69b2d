package dev.colonnade.parquet;

import dev.colonnade.contract.BackendContract;
import dev.colonnade.contract.Subject;

class ParquetContractTest extends BackendContract {
    @Override
    protected Subject subject() {
        return new Subject("parquet");
    }
}
