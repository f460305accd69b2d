package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Expressions over the columns of one schema, compiled to nodes that share what they have in common. Immutable. */
final class Program {
    private final List<Node> roots;
    private final int registers;

    private Program(List<Node> roots, int registers) {
        this.roots = List.copyOf(roots);
        this.registers = registers;
    }

    /** @throws Unsupported naming the first node that is not computed here */
    static Program compile(List<BoundExpr> exprs, Schema schema) {
        Compiler compiler = new Compiler(schema);
        List<Node> roots = exprs.stream().map(compiler::node).toList();
        return new Program(roots, compiler.registers());
    }

    /** The refusal that {@code compilation} ends with, if it does. */
    static Optional<Refusal> refusal(Runnable compilation) {
        try {
            compilation.run();
            return Optional.empty();
        } catch (Unsupported e) {
            return Optional.of(e.refusal());
        }
    }

    /** What {@code compilation} gives. @throws PlanException NOT_SUPPORTED with the refusal */
    static <T> T require(Supplier<T> compilation) {
        try {
            return compilation.get();
        } catch (Unsupported e) {
            throw new PlanException(ErrorCode.NOT_SUPPORTED, e.refusal().toString());
        }
    }

    Node root(int index) {
        return roots.get(index);
    }

    /** Before the first block of {@code batch}, whose columns are those of the schema. */
    Frame over(Batch batch) {
        return new Frame(batch, registers);
    }
}
