package org.deciban.proofs.verify;

import java.util.List;
import java.util.function.Function;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.verify.Verdict.AnsweredWrongly;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.jspecify.annotations.Nullable;

/**
 * A function from elsewhere, which may do anything: throw what it likes, return null, or speak of other variables.
 *
 * @param function the answers to an evidence set
 */
record FunctionSubject(FactorGraph graph, boolean showsRounds, Function<Evidence, @Nullable List<Marginals>> function)
        implements Subject {

    /** Of a function with one, final answer. */
    static FunctionSubject of(FactorGraph graph, Function<Evidence, ? extends @Nullable Marginals> function) {
        return new FunctionSubject(graph, false, given -> {
            Marginals answer = function.apply(given);
            return answer == null ? null : List.of(answer);
        });
    }

    @Override
    public List<Marginals> ask(Evidence given) {
        List<Marginals> answers = call(given);
        if (answers == null || answers.isEmpty() || answers.stream().anyMatch(answer -> answer == null)) {
            throw new Decided(new AnsweredWrongly(given, "the function returned " + answers));
        }
        return answers;
    }

    /** Whatever goes wrong in there is the function's, checked exceptions that were sneaked out included; not that memory ran out. */
    private @Nullable List<Marginals> call(Evidence given) {
        try {
            return function.apply(given);
        } catch (Throwable e) {
            if (e instanceof OutOfMemoryError outOfMemory) {
                throw outOfMemory;
            }
            throw new Decided(new RefusedWrongly(given, e));
        }
    }
}
