package dev.colonnade.parquet;

import dev.colonnade.contract.BackendContract;
import dev.colonnade.contract.Subject;
import dev.colonnade.contract.Waiver;
import java.util.List;

class ParquetContractTest extends BackendContract {
    @Override
    protected Subject subject() {
        return new Subject("parquet");
    }

    @Override
    protected List<Waiver> waivers() {
        return List.of(new Waiver(
                "Casts, to the type at the left",
                List.of("string"),
                List.of("float32", "float64"),
                "The text of a float is that of the engine that runs the plan, such as `1e-05`, and is not compared."));
    }
}
