package dev.colonnade.arrow;

import dev.colonnade.contract.OracleContract;
import dev.colonnade.contract.Subject;

class OracleTest extends OracleContract {
    @Override
    protected Subject subject() {
        return new Subject("arrow");
    }

    @Override
    protected int plans() {
        return 1_000;
    }

    @Override
    protected int scans() {
        return 3_000;
    }
}
