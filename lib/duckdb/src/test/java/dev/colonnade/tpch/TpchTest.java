package dev.colonnade.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.session.ExplainMode;
import io.trino.tpch.TpchTable;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question of TPC-H gives the reference's answer, as SQL and as a frame, optimized or not. */
class TpchTest {
    private static final Map<TpchQuery, Answer> expected = new EnumMap<>(TpchQuery.class);
    private static Session session;
    private static TpchTables tables;
    private static Session plainSession;
    private static TpchTables plainTables;

    @BeforeAll
    static void open() throws SQLException {
        try (ReferenceEngine reference = ReferenceEngine.open()) {
            for (TpchQuery query : TpchQuery.values()) {
                expected.put(query, reference.query(query.sql(), query.args()));
            }
        }
        session = Colonnade.builder().open();
        tables = TpchTables.open(session, TpchTables.directory());
        plainSession = Colonnade.builder().optimizer(Optimizer.none()).open();
        plainTables = TpchTables.open(plainSession, TpchTables.directory());
    }

    @AfterAll
    static void close() {
        session.close();
        plainSession.close();
    }

    static List<String> tableNames() {
        return TpchTables.NAMES;
    }

    @ParameterizedTest
    @MethodSource("tableNames")
    void filesHoldTheGeneratedRows(String name) {
        Answer read = Answer.of(tables.table(name).collect());
        new Answer(read.columns(), List.copyOf(ReferenceEngine.generate(TpchTable.getTable(name)))).assertSame(read);
    }

    @ParameterizedTest
    @EnumSource
    void referenceAnswerHasRowsInOneOrder(TpchQuery query) {
        Answer answer = expected.get(query);
        assertFalse(answer.rows().isEmpty());
        assertTrue(answer.rows().stream().flatMap(List::stream).noneMatch(v -> v == null), "null in " + answer);
        answer.assertDistinct(query.order());
    }

    @ParameterizedTest
    @EnumSource
    void sqlGivesTheReferenceAnswer(TpchQuery query) {
        check(query, session.sql(query.sql(), query.args().toArray()));
    }

    @ParameterizedTest
    @EnumSource
    void frameGivesTheReferenceAnswer(TpchQuery query) {
        check(query, query.frame(tables));
    }

    @ParameterizedTest
    @EnumSource
    void frameGivesTheReferenceAnswerUnoptimized(TpchQuery query) {
        check(query, query.frame(plainTables));
    }

    private static void check(TpchQuery query, LazyFrame frame) {
        Table table = frame.collect();
        assertEquals(frame.schema(), table.schema());
        expected.get(query).assertSame(Answer.of(table));
    }

    @ParameterizedTest
    @EnumSource
    void everyPlanIsExplained(TpchQuery query) {
        LazyFrame sql = session.sql(query.sql(), query.args().toArray());
        for (LazyFrame frame : List.of(sql, query.frame(tables), query.frame(plainTables))) {
            Stream.of(ExplainMode.values())
                    .forEach(mode -> assertFalse(frame.explain(mode).toString().isBlank()));
            assertTrue(frame.validate().valid());
        }
    }
}
