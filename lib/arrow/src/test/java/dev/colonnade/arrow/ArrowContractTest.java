package dev.colonnade.arrow;

import dev.colonnade.contract.BackendContract;
import dev.colonnade.contract.Subject;

class ArrowContractTest extends BackendContract {
    @Override
    protected Subject subject() {
        return new Subject("arrow");
    }
}
