package org.deciban.proofs.claims.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.decompile.Routing;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/** A1. */
@Claim(
        id = "A1",
        title = "Every layer is a round of weighted belief propagation",
        published =
                "Every sigmoid transformer, with any weights, performs one round of weighted loopy belief propagation on an "
                        + "implicit factor graph G(W).",
        statement =
                "For all weights of this architecture and all tokens: let G(W) have the tokens as nodes, for each head h an edge "
                        + "j → i of weight α^h_ij that translates by W_O W_V, and for each hidden unit a factor over its alternatives at "
                        + "every node. Then each layer is one round of weighted belief propagation on the G(W) of the states before it.",
        assumptions = {
            "G(W) is that of the states that the layer reads: it depends on the input wherever scores do",
            "softmax attention, no LayerNorm, and SIGMOID, SOFTPLUS, RELU or LOG units"
        },
        source = "arXiv 2603.17063, the theorem that every sigmoid transformer is a Bayesian network",
        status = Status.HOLDS)
public final class ImplicitGraphClaim implements ClaimSuite {
    private static final LayerRounds ROUNDS = new LayerRounds(new DenseEngine());

    private static final Domain<DenseCase> WEIGHTS = Domain.of(
            random -> DenseTransformers.draw(random, random.nextBoolean() ? 4 : 1),
            DenseReductions::of,
            DenseReductions::text);

    private static final Domain<DenseCase> TRAINED =
            Domain.of(random -> TrainedTransformer.draw(random).on(Pair.draw(random)), DenseReductions::text);

    private static final Domain<Case> GRAPHS = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));

    private static final Domain<Case> BOOLEAN_GRAPHS =
            CaseDomain.of(random -> Cases.drawBoolean(random, random.nextInt(3) == 0));

    /** Cases to draw where one is looked for, and where shares are. */
    private static final int SOUGHT = 30;

    private static final int COVERED = 200;

    /** Training takes a thousand forward passes. */
    private static final int TRAINED_SHARE = 40;

    /** Compiled models have a hundred tokens. */
    private static final int COMPILED_SHARE = 2;

    @Override
    public Finding holds(Tries tries) {
        Finding all = Trials.everyCase(
                "a layer of random weights is a round, per unit of what it adds up",
                tries,
                WEIGHTS,
                given -> ROUNDS.layers(given.transformer(), given.tokens()).error(),
                LayerRounds.ROUNDING);
        all = all.and(Trials.everyCase(
                "the edges are the attention, per unit of the largest score",
                tries,
                WEIGHTS,
                given -> ROUNDS.edges(given.transformer(), given.tokens()).error(),
                LayerRounds.EDGE_ROUNDING));
        all = all.and(Trials.everyCase(
                "a layer of trained weights is a round",
                tries.dividedBy(TRAINED_SHARE),
                TRAINED,
                given -> ROUNDS.layers(given.transformer(), given.tokens()).error(),
                LayerRounds.ROUNDING));
        all = all.and(Trials.everyCase(
                "a layer of row attention is a round",
                tries.dividedBy(COMPILED_SHARE),
                GRAPHS,
                given -> layersOf(given, Construction.ROWS),
                LayerRounds.ROUNDING));
        all = all.and(Trials.everyCase(
                "a layer of the log-odds construction is a round",
                tries.dividedBy(COMPILED_SHARE),
                BOOLEAN_GRAPHS,
                given -> layersOf(given, Construction.LOG_ODDS),
                LayerRounds.ROUNDING));
        return all.and(Trials.everyCase(
                "on the G(W) of a compiled model weighted belief propagation is belief propagation, round by round",
                tries.dividedBy(COMPILED_SHARE),
                GRAPHS,
                given -> ForwardPassError.of(compile(given, Construction.ROWS).on(new ImplicitGraphEngine()), given),
                ForwardPassError.ROUNDING));
    }

    private static CompiledModel compile(Case given, Construction construction) {
        return BpCompiler.compile(
                given.graph(), CompilerOptions.loopy(given.rounds()).withConstruction(construction));
    }

    private static double layersOf(Case given, Construction construction) {
        CompiledModel model = compile(given, construction);
        return ROUNDS.layers(model.transformer(), model.embed(given.evidence())).error();
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<DenseCase>> kinds = new LinkedHashMap<>();
        for (Activation activation : Activation.values()) {
            kinds.put("with " + activation, given -> layers(given).anyMatch(layer -> uses(layer, activation)));
        }
        kinds.put("of three layers", given -> layers(given).count() == 3);
        kinds.put(
                "with three heads in a layer",
                given -> layers(given).anyMatch(layer -> layer.heads().size() == 3));
        kinds.put("with an edge above 0.99", given -> largestEdge(given) > 0.99);
        kinds.put("with edges from 0.01 to 0.99 alone", given -> {
            double largest = largestEdge(given);
            return largest > 0 && largest < 0.99;
        });
        Map<String, Predicate<Case>> graphs = new LinkedHashMap<>();
        graphs.put("of compiled graphs with cycles", given -> !given.isForest());
        graphs.put("of three rounds or more", given -> given.rounds() >= 3);
        graphs.put("with evidence", given -> !given.evidence().isEmpty());
        Map<String, Predicate<TrainedTransformer>> trained = new LinkedHashMap<>();
        trained.put("of trainings end below an eighth of the variance of the targets", TrainedTransformer::hasLearned);
        return Trials.covers(tries.atLeast(COVERED), WEIGHTS, kinds, 0.05)
                .and(Trials.covers(tries.atLeast(COVERED), GRAPHS, graphs, 0.2))
                .and(Trials.covers(
                        tries.atLeast(COVERED).dividedBy(TRAINED_SHARE),
                        Domain.of(TrainedTransformer::draw, TrainedTransformer::toString),
                        trained,
                        0.5));
    }

    private static Stream<Layer> layers(DenseCase given) {
        return given.transformer().layers().stream();
    }

    private static boolean uses(Layer layer, Activation activation) {
        return layer.feedForward().activation() == activation
                && layer.feedForward().hiddenDim() > 0;
    }

    /** Among the edges of the first layer; 0 if it has no head, or there is one token. */
    private static double largestEdge(DenseCase given) {
        return given.tokens().rows() < 2
                ? 0
                : ImplicitRound.of(given.transformer().layers().get(0), given.tokens()).heads().stream()
                        .flatMap(head -> head.edges().stream())
                        .mapToDouble(edge -> edge.weight())
                        .max()
                        .orElse(0);
    }

    /** A transformer, and a second input of as many tokens from which G(W) is taken. */
    private record Borrowed(DenseCase given, Matrix other) {
        static Borrowed draw(Random random) {
            DenseCase given = DenseTransformers.draw(random, 1);
            return new Borrowed(
                    given,
                    DenseTransformers.gaussian(
                            given.tokens().rows(), given.tokens().columns(), 1, random));
        }

        Stream<Borrowed> smaller() {
            Stream<Borrowed> smaller = DenseReductions.of(given)
                    .map(less -> new Borrowed(
                            less,
                            DenseReductions.kept(
                                    other,
                                    row -> row < less.tokens().rows(),
                                    column -> column < less.tokens().columns())));
            return Stream.concat(smaller, DenseReductions.plainer(other).map(plainer -> new Borrowed(given, plainer)));
        }

        double error() {
            Layer first = given.transformer().layers().get(0);
            Transformer one = new Transformer(given.transformer().layout(), List.of(first));
            return ROUNDS.layers(one, given.tokens(), (layer, states) -> ImplicitRound.of(layer, other))
                    .error();
        }

        @Override
        public String toString() {
            return DenseReductions.text(given) + "\nG(W) of the tokens " + DenseReductions.text(other);
        }
    }

    /** The graph of another input will not do, except where the weights show that edges are fixed. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding borrowed = Trials.someCaseRefutes(
                "a layer is a round on the G(W) of any input",
                tries.atLeast(SOUGHT),
                Domain.of(Borrowed::draw, Borrowed::smaller, Borrowed::toString),
                Borrowed::error,
                1e-3);
        return borrowed.and(Trials.everyCase(
                "the edges of a compiled model's routing heads are the same under all evidence; edges that are not",
                tries.dividedBy(COMPILED_SHARE),
                GRAPHS,
                ImplicitGraphClaim::movedEdges,
                0));
    }

    /** Heads of the layers of a round, other than the row head, whose edges evidence moves or that are not fixed by the weights. */
    private static double movedEdges(Case given) {
        CompiledModel model = compile(given, Construction.ROWS);
        Routing routing = Routing.of(model.transformer());
        int moved = 0;
        for (Layer layer : model.transformer().layers().subList(0, 1 + Math.min(1, given.rounds()))) {
            ImplicitRound with = ImplicitRound.of(layer, model.embed(given.evidence()));
            ImplicitRound without = ImplicitRound.of(layer, model.tokens());
            for (int h = 0; h < layer.heads().size(); h++) {
                boolean isRouting = !layer.heads().get(h).name().equals("rows");
                boolean same = with.heads().get(h).equals(without.heads().get(h))
                        && routing.isFixed(layer.heads().get(h));
                moved += isRouting && !same ? 1 : 0;
            }
        }
        return moved;
    }

    /** The engine runs with the first entry of one matrix moved by 1e-9. */
    @Override
    public Finding bites(Tries tries) {
        return MovedWeight.ALL.stream()
                .map(matrix -> noticed(tries, matrix, new LayerRounds(new MovedWeight(matrix, 1e-9))))
                .reduce(Finding::and)
                .orElseThrow();
    }

    private static Finding noticed(Tries tries, String matrix, LayerRounds moved) {
        return Trials.someCaseRefutes(
                "with " + matrix + " of the engine moved by 1e-9 a layer is a round",
                tries.atLeast(SOUGHT),
                WEIGHTS,
                given -> moved.layers(given.transformer(), given.tokens()).error(),
                LayerRounds.ROUNDING);
    }
}
