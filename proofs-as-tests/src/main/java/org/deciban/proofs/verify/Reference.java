package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;

/** What answers are held against. */
@FunctionalInterface
interface Reference {
    /**
     * The right answers to an evidence set.
     *
     * @throws Decided if there are none
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if the evidence has none
     * @throws org.deciban.factorgraph.inference.BudgetExceededException if they are out of reach
     */
    List<Expected> to(Evidence given, Answers answers);

    /**
     * A right answer.
     *
     * @param round the rounds done, empty for the final answer
     */
    record Expected(OptionalInt round, Marginals beliefs) {
        static Expected atTheEnd(Marginals beliefs) {
            return new Expected(OptionalInt.empty(), beliefs);
        }

        static Expected after(int round, Marginals beliefs) {
            return new Expected(OptionalInt.of(round), beliefs);
        }

        /** Entry t after t rounds. */
        static List<Expected> atEveryRound(List<Marginals> beliefs) {
            List<Expected> all = new ArrayList<>();
            for (int round = 0; round < beliefs.size(); round++) {
                all.add(after(round, beliefs.get(round)));
            }
            return all;
        }

        Witness compare(Answers answers, Evidence given) {
            Marginals actual = round.isPresent() ? answers.after(round.getAsInt(), given) : answers.last(given);
            return new Witness(given, round, actual.farthestFrom(beliefs));
        }
    }
}
