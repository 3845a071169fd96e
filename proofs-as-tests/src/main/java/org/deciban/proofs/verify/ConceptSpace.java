package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.verify.Verdict.AnsweredWrongly;
import org.deciban.proofs.verify.Verdict.Holds;

/** The claim that answers speak of some variables and of no others. */
record ConceptSpace(Answers answers, Set<Variable> concepts) {

    Verdict verdict(List<Evidence> sets) {
        try {
            for (Evidence given : sets) {
                for (Marginals answer : answers.raw(given)) {
                    requireTheConcepts(answer, given);
                }
            }
            List<Evidence> outside = outside();
            outside.forEach(this::requireRefusal);
            return new Holds(concepts.size() + " variables are answered for, and evidence about " + outside.size()
                    + " others was refused");
        } catch (Decided e) {
            return e.verdict();
        }
    }

    private void requireTheConcepts(Marginals answer, Evidence given) {
        Set<Variable> missing = new HashSet<>(concepts);
        answer.variables().forEach(missing::remove);
        Set<Variable> more = new HashSet<>(answer.variables());
        more.removeAll(concepts);
        if (!missing.isEmpty()) {
            throw new Decided(new AnsweredWrongly(given, "there is no answer for " + missing));
        }
        if (!more.isEmpty()) {
            throw new Decided(new AnsweredWrongly(given, "there is an answer for " + more + ", outside the concepts"));
        }
    }

    /** Evidence about a variable of a name that no concept has, and about one that a concept differs from by a state. */
    private List<Evidence> outside() {
        List<Evidence> outside = new ArrayList<>();
        outside.add(about(Variable.of(nameOutside(), "no", "yes")));
        concepts.stream().findFirst().ifPresent(concept -> {
            List<String> states = new ArrayList<>(concept.states());
            states.add(String.join("_or_", concept.states()));
            outside.add(about(new Variable(concept.name(), states)));
        });
        return outside;
    }

    private String nameOutside() {
        String name = "outside";
        while (isNamed(name)) {
            name += "_";
        }
        return name;
    }

    private boolean isNamed(String name) {
        return concepts.stream().anyMatch(concept -> concept.name().equals(name))
                || answers.graph().findVariable(name).isPresent();
    }

    private static Evidence about(Variable variable) {
        int last = variable.cardinality() - 1;
        double[] ones = variable.states().stream().mapToDouble(state -> 1).toArray();
        FactorGraph alone = FactorGraph.builder()
                .variable(variable)
                .factor(List.of(variable.name()), ones)
                .build();
        return alone.evidence().observe(variable, last).build();
    }

    private void requireRefusal(Evidence outside) {
        try {
            answers.subject().ask(outside);
        } catch (Decided refusal) {
            return;
        }
        Variable asked = outside.variables().iterator().next();
        throw new Decided(new AnsweredWrongly(
                outside, "evidence about " + asked + " " + asked.states() + ", outside the concepts, was answered"));
    }
}
