package org.deciban.proofs.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.verify.Verdict.AnsweredWrongly;
import org.deciban.proofs.verify.Verdict.Inconclusive;

/** What a subject answers, each question asked once. */
final class Answers {
    private final Subject subject;
    private final Map<Evidence, List<Marginals>> asked = new LinkedHashMap<>();

    Answers(Subject subject) {
        this.subject = subject;
    }

    Subject subject() {
        return subject;
    }

    FactorGraph graph() {
        return subject.graph();
    }

    /**
     * The answers as they came.
     *
     * @throws Decided as {@link Subject#ask}
     */
    List<Marginals> raw(Evidence given) {
        return asked.computeIfAbsent(given, subject::ask);
    }

    /**
     * The last answer for the variables of the graph.
     *
     * @throws Decided as {@link #raw}, or if a variable is missing
     */
    Marginals last(Evidence given) {
        List<Marginals> all = raw(given);
        return ofGraph(all.get(all.size() - 1), given);
    }

    /**
     * The answer after some rounds for the variables of the graph; the last one if rounds are not shown.
     *
     * @throws Decided as {@link #last}, or if there is no such round
     */
    Marginals after(int round, Evidence given) {
        if (!subject.showsRounds()) {
            return last(given);
        }
        List<Marginals> all = raw(given);
        if (round >= all.size()) {
            throw new Decided(new Inconclusive(
                    "there are answers after 0 to " + (all.size() - 1) + " rounds, none after " + round));
        }
        return ofGraph(all.get(round), given);
    }

    /**
     * The rounds that are shown.
     *
     * @throws Decided as {@link #raw}, or if rounds are not shown
     */
    int rounds(Evidence given) {
        if (!subject.showsRounds()) {
            throw new Decided(
                    new Inconclusive(
                            "how many rounds an answer stands for is not known. Maybe afterRounds(n), atConvergence(), or verifyRoundsOf?"));
        }
        return subject.knownRounds().orElseGet(() -> raw(given).size() - 1);
    }

    private Marginals ofGraph(Marginals answer, Evidence given) {
        List<Variable> wanted = graph().variables();
        if (answer.variables().equals(wanted)) {
            return answer;
        }
        double[][] distributions = new double[wanted.size()][];
        for (int v = 0; v < distributions.length; v++) {
            distributions[v] = distribution(answer, wanted.get(v), given);
        }
        return new Marginals(wanted, distributions);
    }

    /** A variable of the same name with other states is another variable. */
    private static double[] distribution(Marginals answer, Variable wanted, Evidence given) {
        Variable found = answer.variables().stream()
                .filter(variable -> variable.name().equals(wanted.name()))
                .findFirst()
                .orElseThrow(() -> new Decided(new AnsweredWrongly(given, "there is no answer for " + wanted)));
        if (!found.equals(wanted)) {
            throw new Decided(new AnsweredWrongly(
                    given,
                    "the answer for " + wanted + " has the states " + found.states() + ", not " + wanted.states()));
        }
        return answer.distribution(found);
    }
}
