package dev.colonnade.arrow;

import dev.colonnade.contract.BackendContract;
import dev.colonnade.contract.Subject;
import dev.colonnade.contract.Waiver;
import java.util.List;

class ArrowContractTest extends BackendContract {
    @Override
    protected Subject subject() {
        return new Subject("arrow");
    }

    @Override
    protected List<Waiver> waivers() {
        return Waiver.ofDuckDb();
    }
}
