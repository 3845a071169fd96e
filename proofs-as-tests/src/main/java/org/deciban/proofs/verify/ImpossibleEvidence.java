package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.verify.Verdict.AnsweredWrongly;
import org.deciban.proofs.verify.Verdict.Holds;
import org.deciban.proofs.verify.Verdict.Inconclusive;

/** The claim that evidence of probability zero is refused. */
record ImpossibleEvidence(Answers answers) {
    /** The most sets that are made from the zeros of tables. */
    private static final int MOST_FROM_TABLES = 16;

    Verdict verdict(List<Evidence> sets) {
        Set<Evidence> impossible = new LinkedHashSet<>();
        sets.stream().filter(this::isImpossible).forEach(impossible::add);
        impossible.addAll(fromTables());
        if (impossible.isEmpty()) {
            return new Inconclusive("no evidence given was seen to be impossible, and no table has a zero");
        }
        for (Evidence given : impossible) {
            if (isAnswered(given)) {
                return new AnsweredWrongly(given, "evidence of probability zero was answered");
            }
        }
        return new Holds(impossible.size() + " evidence sets of probability zero were refused");
    }

    /** By the reference, which is exact: loopy belief propagation can fail to notice. */
    private boolean isImpossible(Evidence given) {
        try {
            JunctionTree.run(answers.graph(), answers.subject().withConstants(given));
            return false;
        } catch (ImpossibleEvidenceException e) {
            return true;
        } catch (BudgetExceededException e) {
            return false;
        }
    }

    private boolean isAnswered(Evidence given) {
        try {
            answers.raw(given);
            return true;
        } catch (Decided refusal) {
            return false;
        }
    }

    /** A row of a table that is zero, observed in full, rules everything out. */
    private List<Evidence> fromTables() {
        FactorGraph graph = answers.graph();
        List<Evidence> sets = new ArrayList<>();
        for (Factor factor : graph.factors()) {
            for (int row = 0; row < factor.size() && sets.size() < MOST_FROM_TABLES; row++) {
                if (factor.weight(row) == 0) {
                    sets.add(row(graph, factor, row));
                }
            }
        }
        return sets;
    }

    private static Evidence row(FactorGraph graph, Factor factor, int row) {
        Evidence.Builder evidence = graph.evidence();
        int rest = row;
        for (int i = factor.arity() - 1; i >= 0; i--) {
            int states = factor.scope().get(i).cardinality();
            evidence.observe(factor.scope().get(i), rest % states);
            rest /= states;
        }
        return evidence.build();
    }
}
