package dev.colonnade.duckdb;

import dev.colonnade.contract.OracleContract;
import dev.colonnade.contract.Subject;

class OracleTest extends OracleContract {
    @Override
    protected Subject subject() {
        return new Subject("duckdb");
    }

    @Override
    protected int plans() {
        return 2_000;
    }

    @Override
    protected int scans() {
        return 500;
    }
}
