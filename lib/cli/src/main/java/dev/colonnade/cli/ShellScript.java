package dev.colonnade.cli;

import java.util.Map;
import javax.lang.model.SourceVersion;

/** What JShell runs before the first prompt. */
final class ShellScript {
    private ShellScript() {}

    /**
     * Imports, the variable {@code session}, and one variable per dataset.
     *
     * @throws UsageException if a dataset's name is no Java name
     */
    static String of(Map<String, String> datasets) {
        StringBuilder script = new StringBuilder(
                """
                import dev.colonnade.*;
                import dev.colonnade.batch.*;
                import dev.colonnade.expr.DateUnit;
                import dev.colonnade.expr.Expr;
                import dev.colonnade.expr.Exprs;
                import dev.colonnade.plan.JoinType;
                import dev.colonnade.session.ExplainMode;
                import dev.colonnade.session.QueryOptions;
                import dev.colonnade.type.*;
                import static dev.colonnade.expr.Exprs.*;
                Session session = Colonnade.builder().open();
                """);
        datasets.forEach((name, path) -> {
            if (!SourceVersion.isName(name) || name.equals("session")) {
                throw new UsageException("'" + name + "' cannot name a variable in the shell: choose another name.");
            }
            script.append("ParquetDataset ").append(name).append(" = session.dataset(\"");
            script.append(name).append("\", ").append(literal(path)).append(");\n");
        });
        return script.toString();
    }

    private static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
