package org.deciban.proofs.claims.constructions;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.proofs.Outcome;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.folded.DroppedWeights;
import org.deciban.transformer.folded.FoldedEngine;

/** The folded engine is the dense forward pass. */
@Claim(
        id = "T5",
        title = "Folding drops zeros alone",
        published =
                "For every compiled model and all inputs within their declared bounds: the folded engine, which reads weights and"
                        + " tokens and never the graph, gives what the dense forward pass gives, and every attention weight that it drops of"
                        + " a query on which an output depends is exactly 0.0 in the dense pass in float64.",
        statement = "As published; beliefs of every round to 1e-12, dropped weights to the bit.",
        assumptions = {"float64: exp of less than -746 is 0.0", "inputs lie within the bounds that the program declares"
        },
        source = "this project",
        status = Status.HOLDS)
public final class Folding implements ClaimSuite {
    private static final int MOST_ROUNDS = 3;

    private static final Domain<Seeded> CASES = Seeded.domain(
            random -> random.nextBoolean() ? Cases.draw(random, false) : Cases.drawBoolean(random, false));

    private static final Domain<Seeded> ROWS = Seeded.domain(random -> Cases.draw(random, false));

    @Override
    public Finding holds(Tries tries) {
        Finding zeros = Trials.everyCase(
                "the largest weight that folding drops is 0.0",
                tries,
                CASES,
                drawn -> dropped(drawn).largest(),
                0);
        Finding beliefs = Trials.everyCase(
                "the folded engine holds the beliefs of the dense one in every round",
                tries,
                CASES,
                drawn -> distance(new DenseEngine(), drawn),
                RowAttention.ROUNDING);
        return zeros.and(beliefs);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Seeded>> kinds = new LinkedHashMap<>();
        kinds.put("drop weights", drawn -> dropped(drawn).count() > 0);
        kinds.put(
                "drop more than half of all weights",
                drawn -> dropped(drawn).count() > dropped(drawn).of() / 2);
        kinds.put("are row attention", drawn -> kind(drawn) == Kind.ROWS);
        kinds.put("are damped", drawn -> kind(drawn) == Kind.DAMPED);
        kinds.put("are log-odds", drawn -> kind(drawn) == Kind.LOG_ODDS);
        kinds.put("are exact", drawn -> kind(drawn) == Kind.EXACT);
        kinds.put("have a cycle", drawn -> !drawn.given().isForest());
        return Trials.covers(tries.dividedBy(4).atLeast(Kinds.ENOUGH / 4), CASES, kinds, 0.05);
    }

    /** Log-likelihoods of -1e9 in every state: only their differences matter to the beliefs, but they drown the addresses. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "weights are dropped rightly whatever the inputs are",
                tries.dividedBy(4),
                ROWS,
                Folding::droppedOutsideTheBounds,
                0);
    }

    @Override
    public Finding bites(Tries tries) {
        Finding moved = Faults.noticed(
                tries, ROWS, Faults.of(Faults.ROWS), (engine, drawn) -> distance(engine, drawn), RowAttention.ROUNDING);
        Map<String, ToDoubleFunction<Seeded>> cheap = Map.of(
                "one wrong address bit at the price of 700: weights of e^-700 where folding drops them",
                drawn -> DroppedWeights.of(
                                rows(drawn).program(),
                                cheapened(rows(drawn).transformer()),
                                rows(drawn).embed(evidence(drawn)))
                        .largest());
        return moved.and(Faults.noticed(tries, ROWS, cheap, 0));
    }

    private static DroppedWeights dropped(Seeded drawn) {
        CompiledModel model = model(drawn);
        return DroppedWeights.of(model.program(), model.inputs(evidence(drawn)));
    }

    private static double distance(Engine dense, Seeded drawn) {
        CompiledModel model = model(drawn);
        // Where likelihoods are extreme, most beliefs are 0 or 1, and equal for that reason alone.
        Evidence evidence =
                drawn.random().nextInt(4) == 0 ? evidence(drawn) : drawn.given().evidence();
        Outcome expected = Outcome.of(() -> model.on(dense).beliefsAfterEachRound(evidence));
        return Outcome.of(() -> model.on(new FoldedEngine()).beliefsAfterEachRound(evidence))
                .distanceTo(expected);
    }

    private static double droppedOutsideTheBounds(Seeded drawn) {
        Program program = rows(drawn).program();
        double[] inputs = rows(drawn).inputs(evidence(drawn));
        for (int i = 0; i < inputs.length; i++) {
            boolean isLogLikelihood = program.inputs().get(i).least() < -1000;
            inputs[i] -= isLogLikelihood ? 1e9 : 0;
        }
        Matrix tokens =
                program.tokens().with(program.inputs().stream().map(Input::cell).toList(), inputs);
        return DroppedWeights.of(program, program.transformer(), tokens).largest();
    }

    /** The first address weight of the row head, the price β of one wrong bit, at 700. */
    private static Transformer cheapened(Transformer original) {
        return ChangedWeights.ofLayers(
                original,
                layer -> new Layer(
                        layer.name(),
                        layer.heads().stream().map(Folding::cheapened).toList(),
                        layer.feedForward()));
    }

    private static AttentionHead cheapened(AttentionHead head) {
        if (!head.name().equals("rows")) {
            return head;
        }
        double[] queries = head.wQ().toRowMajor();
        int i = 0;
        while (queries[i] == 0) {
            i++;
        }
        queries[i] = -700;
        Matrix wQ = Matrix.ofRowMajor(head.wQ().rows(), head.wQ().columns(), queries);
        return new AttentionHead(head.name(), wQ, head.wK(), head.wV(), head.wO());
    }

    /** The kinds of models that are compiled. */
    private enum Kind {
        ROWS,
        DAMPED,
        LOG_ODDS,
        EXACT
    }

    private static Kind kind(Seeded drawn) {
        boolean isBoolean = drawn.given().maxArity() <= 3
                && drawn.given().graph().variables().stream().allMatch(v -> v.cardinality() == 2);
        Kind kind = Kind.values()[drawn.random().nextInt(Kind.values().length)];
        return kind == Kind.LOG_ODDS && !isBoolean ? Kind.ROWS : kind;
    }

    private static CompiledModel model(Seeded drawn) {
        CompilerOptions loopy =
                CompilerOptions.loopy(Math.min(MOST_ROUNDS, drawn.given().rounds()));
        FactorGraph graph = drawn.given().graph();
        switch (kind(drawn)) {
            case ROWS:
                return BpCompiler.compile(graph, loopy);
            case DAMPED:
                return BpCompiler.compile(graph, loopy.withDamping(0.5));
            case LOG_ODDS:
                return BpCompiler.compile(graph, loopy.withConstruction(Construction.LOG_ODDS));
            case EXACT:
                return exact(graph, loopy);
            default:
                throw new AssertionError();
        }
    }

    /** A graph that gives every joint assignment probability zero has no exact model. */
    private static CompiledModel exact(FactorGraph graph, CompilerOptions otherwise) {
        try {
            return BpCompiler.compile(graph, CompilerOptions.exact());
        } catch (ImpossibleEvidenceException e) {
            return BpCompiler.compile(graph, otherwise);
        }
    }

    private static CompiledModel rows(Seeded drawn) {
        Case given = drawn.given();
        return BpCompiler.compile(given.graph(), CompilerOptions.loopy(Math.min(MOST_ROUNDS, given.rounds())));
    }

    /** Hard evidence, likelihoods down to 1e-300, and all that lies between. */
    private static Evidence evidence(Seeded drawn) {
        Random random = drawn.random();
        FactorGraph graph = drawn.given().graph();
        Evidence.Builder evidence = graph.evidence();
        graph.variables().forEach(variable -> {
            double[] likelihood = new double[variable.cardinality()];
            int kind = random.nextInt(4);
            Arrays.setAll(
                    likelihood, s -> kind == 0 ? 0 : kind == 1 ? 1e-300 : Math.pow(10, -300 * random.nextDouble()));
            likelihood[random.nextInt(likelihood.length)] = 1;
            evidence.likelihood(variable, likelihood);
        });
        return evidence.build();
    }
}
