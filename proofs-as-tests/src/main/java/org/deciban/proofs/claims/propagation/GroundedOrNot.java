package org.deciban.proofs.claims.propagation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ImportedModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.diagnosis.Diagnosis;
import org.deciban.proofs.diagnosis.Injected;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;
import org.deciban.proofs.generators.Cases;
import org.deciban.proofs.generators.Pasteable;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verifier;

/** A11. A specification of a verifier: faults are put in, and it has to name each by its kind and its node. */
@Claim(
        id = "A11",
        title = "Wrong answers come from weights, routing or missing grounding",
        published =
                "Without grounding, correctness is not defined; a hallucination needs wrong weights, wrong routing or missing"
                        + " grounding",
        statement =
                "A compiled model that is held against the graph it is said to compute, and into which one fault is put, is"
                        + " diagnosed with the kind of that fault and the node it sits at: an output weight or table entry moved by 1e-6 as wrong"
                        + " weights, in a layer that holds that weight or at the message of that entry; one bit of an address flipped as wrong routing; one token taken away as"
                        + " missing grounding, without a forward pass. A sound model is diagnosed with nothing. A question about what"
                        + " the graph does not hold is refused by name, never answered with a number",
        assumptions = {"grounding: the graph that tokens stand for is given"},
        source = "arXiv 2603.17063; as a specification: this project",
        status = Status.HOLDS)
public final class GroundedOrNot implements ClaimSuite {
    private static final double FAULT = 1e-6;
    private static final double SMALL_FAULT = 1e-9;
    private static final CaseDomain CASES = CaseDomain.of(GroundedOrNot::draw);
    private static final Map<String, Function<Random, FaultyModel>> FAULTS = faults();

    /** Two variables or more, connected, all states possible: every weight and every token matters to some belief. */
    private static Case draw(Random random) {
        while (true) {
            Case drawn = random.nextBoolean() ? Cases.tree(random) : Cases.loopy(random);
            if (matters(drawn)) {
                return drawn;
            }
        }
    }

    private static boolean matters(Case drawn) {
        return (drawn.entries() == Entries.MODERATE || drawn.entries() == Entries.SPREAD)
                && drawn.maxArity() >= 2
                && drawn.graph().variables().stream()
                        .allMatch(v -> v.cardinality() > 1
                                && drawn.graph().degree(drawn.graph().indexOf(v)) > 0)
                && drawn.evidence().isEmpty();
    }

    private static Map<String, Function<Random, FaultyModel>> faults() {
        Map<String, Function<Random, FaultyModel>> faults = new LinkedHashMap<>();
        faults.put("no fault", random -> FaultyModel.sound(draw(random)));
        faults.put(
                "an output weight moved by 1e-6",
                random -> FaultyModel.sound(draw(random)).withWeight(random, FAULT));
        faults.put(
                "a table entry too large by 1e-6",
                random -> FaultyModel.sound(draw(random)).withEntry(random, 1 + FAULT));
        faults.put(
                "an address bit flipped",
                random -> FaultyModel.sound(draw(random)).withFlippedBit(random));
        faults.put(
                "a token taken away", random -> FaultyModel.sound(draw(random)).withoutToken(random));
        return faults;
    }

    private static Domain<FaultyModel> domain(Function<Random, FaultyModel> draw) {
        return Domain.of(
                draw,
                model -> Pasteable.of(model.given()) + "# fault: "
                        + model.fault()
                                .map(fault -> fault.kind() + " at " + fault.places())
                                .orElse("none")
                        + ", diagnosed: " + model.diagnose());
    }

    /** 0 if the diagnosis names the fault, or nothing where there is none. */
    private static double misdiagnosed(FaultyModel model) {
        List<Diagnosis> found = model.diagnose();
        if (model.fault().isEmpty() || found.isEmpty()) {
            return model.fault().isEmpty() == found.isEmpty() ? 0 : 1;
        }
        Diagnosis first = found.get(0);
        Injected fault = model.fault().get();
        return first.kind() == fault.kind() && fault.places().contains(first.place()) ? 0 : 1;
    }

    @Override
    public Finding holds(Tries tries) {
        Finding all = Trials.everyCase(
                "questions outside the graph that get a number", tries, CASES, GroundedOrNot::answeredOutside, 0);
        for (Map.Entry<String, Function<Random, FaultyModel>> fault : FAULTS.entrySet()) {
            all = all.and(Trials.everyCase(
                    "misdiagnosed with " + fault.getKey(),
                    tries.dividedBy(4),
                    domain(fault.getValue()),
                    GroundedOrNot::misdiagnosed,
                    0));
        }
        return all;
    }

    /** How many of three questions are answered: evidence on, and the belief of, a variable or state that there is not. */
    private static double answeredOutside(Case given) {
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.loopy(1));
        Variable ghost = Variable.of("ghost", "no", "yes");
        FactorGraph.Builder other = FactorGraph.builder().variable(ghost);
        Evidence evidence = other.build().evidence().observe(ghost, 1).build();
        String known = given.graph().variables().get(0).name();
        int answered = refusesByName("ghost", () -> model.infer(evidence)) ? 0 : 1;
        answered += refusesByName("ghost", () -> model.infer(Evidence.none()).probability("ghost", "yes")) ? 0 : 1;
        answered += refusesByName("ghost", () -> model.infer(Evidence.none()).probability(known, "ghost")) ? 0 : 1;
        return answered;
    }

    private static boolean refusesByName(String name, Runnable question) {
        try {
            question.run();
            return false;
        } catch (IllegalArgumentException refusal) {
            return refusal.getMessage().contains(name);
        }
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Case>> kinds = new LinkedHashMap<>();
        kinds.put("have a cycle", given -> !given.isForest());
        kinds.put(
                "have four variables or more",
                given -> given.graph().variables().size() >= 4);
        kinds.put("have a factor of three variables or more", given -> given.maxArity() >= 3);
        Map<String, Predicate<FaultyModel>> tokens = new LinkedHashMap<>();
        tokens.put("of the tokens taken away are of variables", model -> isAt(model, "variable "));
        tokens.put("of messages or rows", model -> isAt(model, "message "));
        return Coverage.of(tries, CASES, kinds, 0.1)
                .and(Coverage.of(
                        tries, domain(random -> FaultyModel.sound(draw(random)).withoutToken(random)), tokens, 0.1));
    }

    private static boolean isAt(FaultyModel model, String kind) {
        return model.fault().stream()
                .flatMap(fault -> fault.places().stream())
                .anyMatch(place -> place.toString().startsWith(kind));
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        FactorGraph one = prior(0.9, 0.1);
        FactorGraph other = prior(0.1, 0.9);
        CompiledModel model = BpCompiler.compile(one, CompilerOptions.loopy(1));
        String own = verdict(model, one);
        String foreign = verdict(model, other);
        String numbers =
                " numbers, on the graph that they are grounded in: " + own + ", on one with the states exchanged: ";
        return Finding.of(own.equals("VERIFIED") && foreign.equals("REFUTED"), "the same" + numbers + foreign, 2)
                .with(new Counterexample(
                        "the same weights and tokens are right or wrong whatever they stand for",
                        Pasteable.of(one, Evidence.none(), 1) + "# is what they compute, and they are refuted on\n"
                                + Pasteable.of(other, Evidence.none(), 1),
                        0.8));
    }

    private static FactorGraph prior(double no, double yes) {
        return FactorGraph.builder()
                .variable("x", "no", "yes")
                .factor(List.of("x"), no, yes)
                .build();
    }

    private static String verdict(CompiledModel model, FactorGraph graph) {
        return Verifier.verifyThat(ImportedModel.of("model", model.toFile(), graph))
                .matchesExactPosterior(Tolerance.ROUNDING)
                .word();
    }

    @Override
    public Finding bites(Tries tries) {
        Tries fewer = tries.dividedBy(4);
        return Trials.someCaseRefutes(
                        "an output weight moved by 1e-9 goes unnoticed",
                        fewer,
                        domain(random -> FaultyModel.sound(draw(random)).withWeight(random, SMALL_FAULT)),
                        model -> model.diagnose().size(),
                        0)
                .and(Trials.someCaseRefutes(
                        "a table entry too large by 1e-9 goes unnoticed",
                        fewer,
                        domain(random -> FaultyModel.sound(draw(random)).withEntry(random, 1 + SMALL_FAULT)),
                        model -> model.diagnose().size(),
                        0));
    }
}
