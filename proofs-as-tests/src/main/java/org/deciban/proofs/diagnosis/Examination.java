package org.deciban.proofs.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deciban.compiler.Mode;
import org.deciban.compiler.PropagationGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.diagnosis.Diagnosis.Kind;
import org.deciban.proofs.verify.Fault;
import org.deciban.proofs.verify.Rounds;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.Verifier;
import org.deciban.proofs.verify.Witness;
import org.deciban.transformer.Matrix;

/** The steps of a diagnosis. */
final class Examination {
    private final Suspect suspect;
    private final List<Evidence> evidence;

    Examination(Suspect suspect, List<Evidence> evidence) {
        this.suspect = suspect;
        this.evidence = evidence;
    }

    List<Diagnosis> diagnoses() {
        ClaimedGraph claimed = ClaimedGraph.of(suspect.claimed());
        List<Diagnosis> problems =
                new TokenGrounding(claimed, suspect.transformer().layout(), suspect.tokens()).problems();
        boolean numbersAlone = problems.stream().allMatch(problem -> problem.kind() == Kind.WRONG_WEIGHTS);
        if (!numbersAlone) {
            return problems;
        }
        List<Diagnosis> all = new ArrayList<>(problems);
        findRefuted().ifPresent(verdict -> all.addAll(wrongNumbers(verdict, problems)));
        return all;
    }

    private Optional<Verdict> findRefuted() {
        Verifier verifier = Verifier.verifyThat(suspect.model()).given(evidence);
        List<Verdict> verdicts = new ArrayList<>();
        if (suspect.claimed().propagatesOn() == PropagationGraph.DECLARED) {
            verdicts.add(verifier.matchesLoopyBp(Rounds.atEveryRound()));
        }
        if (suspect.claimed().mode() == Mode.EXACT) {
            verdicts.add(verifier.matchesExactPosterior(Tolerance.ROUNDING));
        }
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Inconclusive) {
                throw new IllegalStateException(
                        "the model was not decided: " + verdict.findReason().orElseThrow());
            }
        }
        return verdicts.stream()
                .filter(verdict -> !verdict.word().equals("VERIFIED"))
                .findFirst();
    }

    /** Every part that is not as compiled; if there is none, the answer that is farthest off. */
    private List<Diagnosis> wrongNumbers(Verdict verdict, List<Diagnosis> known) {
        String seen = seen(verdict);
        List<Place.Weights> weights =
                new ArrayList<>(DifferingWeights.between(suspect.claimed().transformer(), suspect.transformer()));
        weights.sort(Comparator.comparing(place -> !isAtFault(place, verdict.findFault())));
        List<Place> places = new ArrayList<>(weights);
        differingNodes(known).forEach(places::add);
        if (places.isEmpty() && known.isEmpty()) {
            places.add(new Place.Answer(seen));
        }
        return places.stream()
                .map(place -> new Diagnosis(Kind.WRONG_WEIGHTS, place, seen))
                .toList();
    }

    private static String seen(Verdict verdict) {
        return verdict.findWorst()
                .map(Witness::where)
                .orElseGet(() -> verdict.findReason().orElse("everywhere"));
    }

    private static boolean isAtFault(Place.Weights place, Optional<Fault> found) {
        return found.filter(fault -> fault.layer().map(Fault.Named::index).equals(Optional.of(place.layer()))
                        && part(fault).equals(place.part())
                        && fault.weights().contains(place.matrix()))
                .isPresent();
    }

    private static String part(Fault fault) {
        return fault.head().map(head -> "head " + head.name()).orElse("feed-forward");
    }

    /** Nodes of which a token has an entry that is not as compiled, and that are not named for it yet. */
    private Stream<Place> differingNodes(List<Diagnosis> known) {
        Matrix compiled = suspect.claimed().tokens();
        Matrix found = suspect.tokens();
        Set<Place> named = new HashSet<>();
        known.forEach(problem -> named.add(problem.place()));
        return Stream.iterate(0, token -> token < compiled.rows(), token -> token + 1)
                .filter(token -> !row(compiled, token).equals(row(found, token)))
                .<Place>map(suspect::node)
                .filter(named::add);
    }

    private static List<Double> row(Matrix matrix, int token) {
        List<Double> entries = new ArrayList<>();
        matrix.forEachInRow(token, (column, value) -> {
            entries.add((double) column);
            entries.add(value);
        });
        return entries;
    }
}
