package dev.colonnade.cli;

import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.session.Validation;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A SQL text and the values of its placeholders. */
final class SqlOptions {
    @Parameters(paramLabel = "SQL", description = "one SELECT over the named datasets")
    private String sql = "";

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description =
                    "the value of $$NAME in the query: true, 42, 1.5, 2013-07-01, 2013-07-01T05:30:00Z or text; text"
                            + " that looks like one of these goes in single quotes")
    private Map<String, String> parameters = new LinkedHashMap<>();

    LazyFrame frame(Session session) {
        NamedParameters bound = NamedParameters.bind(sql, parameters);
        return session.sql(bound.sql(), bound.values().toArray());
    }

    Validation validate(Session session) {
        NamedParameters bound = NamedParameters.bind(sql, parameters);
        return session.validate(bound.sql(), bound.values().toArray());
    }
}
