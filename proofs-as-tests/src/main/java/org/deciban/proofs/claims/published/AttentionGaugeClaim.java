package org.deciban.proofs.claims.published;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.compiler.published.PublishedModel;
import org.deciban.compiler.published.PublishedNode;
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
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** A7. */
@Claim(
        id = "A7",
        title = "Attention weights are a gauge",
        published = "Exact posteriors force the attention weights to be projectDim and crossProject.",
        statement =
                "Outputs depend on the weights up to S in GL(d) for the residual stream, G in GL(d_k) and H in GL(d_v) for each head, "
                        + "and the order of heads and of hidden units; of W_Q and W_K the attention determines W_QᵀW_K alone. And every code of "
                        + "addresses whose scores tell the match by a margin λ gathers the same to within n·e^(−λ).",
        assumptions = {
            "tokens and read-out are written in the basis S too",
            "no LayerNorm; with one, S is orthogonal",
            "the margin λ of a code is above ln(n / accuracy)"
        },
        source = "arXiv 2603.17063, the uniqueness theorem, the part about attention",
        status = {Status.FAILS_AS_STATED, Status.HOLDS_REPAIRED})
public final class AttentionGaugeClaim implements ClaimSuite {
    /** Per unit of {@link Yardstick}: its 4e-15, times the condition 4 of each of S, G and H. */
    private static final double ROUNDING = 64 * LayerRounds.ROUNDING;

    /** Cases to draw where one is looked for, and where shares are. */
    private static final int SOUGHT = 30;

    private static final int COVERED = 200;

    private static final double MARGIN = 1000;

    /** The largest error of a sum of weights e^(−1000) = 0 and one weight that is 1. */
    private static final double GATHERED = 1e-12;

    private static final Engine ENGINE = new DenseEngine();

    /** A transformer with tokens, and a gauge. */
    private record Gauged(DenseCase given, Gauge gauge) {
        static Gauged draw(Random random) {
            DenseCase given = DenseTransformers.draw(random, random.nextInt(3) == 0 ? 4 : 1);
            return new Gauged(given, Gauge.draw(given.tokens().columns(), random));
        }

        Stream<Gauged> smaller() {
            return DenseReductions.of(given).map(less -> {
                int d = less.tokens().columns();
                boolean narrower = d < given.tokens().columns();
                return new Gauged(less, narrower ? Gauge.draw(d, new Random(gauge.seed())) : gauge);
            });
        }

        double error(Engine engine) {
            return layersInTheNewBasis(given, gauge, engine);
        }

        @Override
        public String toString() {
            return DenseReductions.text(given) + "\nS = " + DenseReductions.text(gauge.basis());
        }
    }

    private static final Domain<Gauged> GAUGED = Domain.of(Gauged::draw, Gauged::smaller, Gauged::toString);

    /** A tree of the published kind, and random numbers for a code. */
    private record Tree(PublishedGraph graph, long seed) {
        static Tree draw(Random random) {
            return new Tree(PublishedDomains.path(random), random.nextLong());
        }

        Stream<Tree> smaller() {
            return PublishedDomains.smaller(graph).map(less -> new Tree(less, seed));
        }

        /** The largest |gathered − what the first neighbour believes| of a code. */
        double error(AddressCode code, double temperature) {
            double[] gathered = code.gather(graph, temperature, new Random(seed));
            double worst = 0;
            for (int i = 0; i < gathered.length; i++) {
                double error = Math.abs(gathered[i] - graph.target(graph.nodes().get(i), 0));
                worst = error <= worst ? worst : error;
            }
            return worst;
        }

        /** By how much two codes differ. */
        double difference(AddressCode one, AddressCode other, double temperature) {
            double[] first = one.gather(graph, temperature, new Random(seed));
            double[] second = other.gather(graph, temperature, new Random(seed));
            double worst = 0;
            for (int i = 0; i < first.length; i++) {
                worst = Math.max(worst, Math.abs(first[i] - second[i]));
            }
            return worst;
        }

        @Override
        public String toString() {
            return PublishedDomains.text(graph);
        }
    }

    private static final Domain<Tree> TREES = Domain.of(Tree::draw, Tree::smaller, Tree::toString);

    private static final Domain<Case> GRAPHS = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));

    /** Other weights than the published ones have the same outputs, to the bit; and those have not the outputs that were meant. */
    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        Finding same = Trials.someCaseRefutes(
                "weights with the outputs of projectDim and crossProject are projectDim and crossProject",
                tries,
                Domain.of(
                        Tree::draw,
                        Tree::smaller,
                        tree -> "the same outputs, to the bit, with W_Q and W_V times 2, W_K and W_O divided by 2, on\n"
                                + tree),
                tree -> publishedDoubled(tree.graph) ? 1 : 0,
                0.5);
        Finding wrong = Trials.someCaseRefutes(
                "projectDim and crossProject gather what the neighbour believes, at λ = " + MARGIN,
                tries,
                TREES,
                tree -> publishedError(tree.graph),
                1e-6);
        Finding others = Stream.of(AddressCode.values())
                .map(code -> Trials.everyCase(
                        "heads of the code " + code + " do", tries, TREES, tree -> tree.error(code, MARGIN), GATHERED))
                .reduce(Finding::and)
                .orElseThrow();
        return Optional.of(same.and(wrong).and(others));
    }

    /** Whether queries times two and keys by two, and values likewise, give the same outputs to the bit. */
    private static boolean publishedDoubled(PublishedGraph graph) {
        PublishedModel model =
                PublishedModel.of(PublishedLayout.A_OWN_INDEX, graph.nodes().size(), MARGIN);
        Transformer published = model.transformer();
        List<Layer> layers = published.layers().stream()
                .map(layer -> new Layer(
                        layer.name(),
                        layer.heads().stream().map(AttentionGaugeClaim::doubled).toList(),
                        layer.feedForward()))
                .toList();
        Transformer doubled = new Transformer(published.layout(), layers);
        Matrix tokens = model.encode(graph);
        return !doubled.equals(published)
                && ENGINE.prepare(doubled)
                        .forward(tokens)
                        .equals(ENGINE.prepare(published).forward(tokens));
    }

    private static AttentionHead doubled(AttentionHead head) {
        return new AttentionHead(
                head.name(),
                scaled(head.wQ(), 2),
                scaled(head.wK(), 0.5),
                scaled(head.wV(), 2),
                scaled(head.wO(), 0.5));
    }

    private static Matrix scaled(Matrix matrix, double factor) {
        double[] entries = matrix.toRowMajor();
        for (int i = 0; i < entries.length; i++) {
            entries[i] *= factor;
        }
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    private static double publishedError(PublishedGraph graph) {
        PublishedModel model =
                PublishedModel.of(PublishedLayout.A_OWN_INDEX, graph.nodes().size(), MARGIN);
        double worst = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            PublishedNode node = graph.nodes().get(i);
            if (!node.neighbours().isEmpty()) {
                double gathered = model.round(graph).get(i).gathered().get(0);
                worst = Math.max(worst, Math.abs(gathered - graph.target(node, 0)));
            }
        }
        return worst;
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "a layer in other bases is the same layer, per unit of what it adds up",
                        tries,
                        GAUGED,
                        gauged -> gauged.error(ENGINE),
                        ROUNDING)
                .and(Trials.everyCase(
                        "the attention of generic tokens determines W_QᵀW_K, relative to its largest entry",
                        tries,
                        Domain.of(Pattern::draw, Pattern::toString),
                        Pattern::error,
                        1e-9))
                .and(Trials.everyCase(
                        "a compiled model with every head in other bases is belief propagation, round by round",
                        tries.dividedBy(2),
                        GRAPHS,
                        AttentionGaugeClaim::compiledInOtherBases,
                        ForwardPassError.ROUNDING))
                .and(Trials.everyCase(
                        "one-hot and paired-bit addresses gather the same at λ = " + MARGIN,
                        tries,
                        TREES,
                        tree -> tree.difference(AddressCode.ONE_HOT, AddressCode.PAIRED_BITS, MARGIN),
                        GATHERED));
    }

    /** From the same states: a layer, and the layer in other bases on the states in the new basis. */
    private static double layersInTheNewBasis(DenseCase given, Gauge gauge, Engine engine) {
        ForwardTrace trace = ForwardTrace.ofResiduals();
        ENGINE.prepare(given.transformer()).forward(given.tokens(), trace);
        Transformer changed = gauge.to(given.transformer());
        double worst = 0;
        for (int l = 0; l < changed.layers().size(); l++) {
            Matrix before = trace.get(HookPoint.residual(l, Site.RESID_PRE));
            Matrix expected = trace.get(HookPoint.residual(l, Site.RESID_POST));
            Transformer one =
                    new Transformer(changed.layout(), List.of(changed.layers().get(l)));
            Matrix actual = gauge.from(engine.prepare(one).forward(gauge.to(before)));
            double size = largestSize(given.transformer().layers().get(l), before, trace, l);
            for (int i = 0; i < actual.rows(); i++) {
                for (int d = 0; d < actual.columns(); d++) {
                    double error = Math.abs(actual.get(i, d) - expected.get(i, d)) / size;
                    worst = error <= worst ? worst : error;
                }
            }
        }
        return worst;
    }

    /** A change of basis mixes dimensions, so the largest of them counts. */
    private static double largestSize(Layer layer, Matrix before, ForwardTrace trace, int l) {
        double[][] sizes =
                Yardstick.of(ImplicitRound.of(layer, before), before, trace.get(HookPoint.residual(l, Site.RESID_MID)));
        return Stream.of(sizes).flatMapToDouble(Arrays::stream).max().orElseThrow();
    }

    private static double compiledInOtherBases(Case given) {
        Random random = new Random(given.rounds());
        Engine changed = new OtherBases(random);
        return ForwardPassError.of(
                BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()))
                        .on(changed),
                given);
    }

    /** An engine that writes every head in bases of its own before it runs. */
    private record OtherBases(Random random) implements Engine {
        @Override
        public String name() {
            return "dense, heads in other bases";
        }

        @Override
        public PreparedTransformer prepare(Transformer transformer) {
            Map<Layer, Layer> changed = new IdentityHashMap<>();
            List<Layer> layers = transformer.layers().stream()
                    .map(original -> changed.computeIfAbsent(
                            original,
                            layer -> new Layer(
                                    layer.name(),
                                    layer.heads().stream()
                                            .map(head -> HeadGauge.draw(head, random))
                                            .toList(),
                                    layer.feedForward())))
                    .toList();
            return ENGINE.prepare(new Transformer(transformer.layout(), layers));
        }
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Gauged>> kinds = new LinkedHashMap<>();
        kinds.put("of bases that are not orthogonal", gauged -> !isOrthogonal(gauged.gauge.basis()));
        kinds.put("that are", gauged -> isOrthogonal(gauged.gauge.basis()));
        kinds.put("of four dimensions or more", gauged -> gauged.given.tokens().columns() >= 4);
        kinds.put(
                "with two heads in a layer",
                gauged -> gauged.given.transformer().layers().stream()
                        .anyMatch(layer -> layer.heads().size() >= 2));
        kinds.put("with two tokens or more", gauged -> gauged.given.tokens().rows() >= 2);
        Map<String, Predicate<Tree>> trees = new LinkedHashMap<>();
        trees.put("of trees with 3 to 7 nodes", tree -> tree.graph.nodes().size() <= 7);
        trees.put("with 10 or more", tree -> tree.graph.nodes().size() >= 10);
        return Trials.covers(tries.atLeast(COVERED), GAUGED, kinds, 0.2)
                .and(Trials.covers(tries.atLeast(COVERED), TREES, trees, 0.2));
    }

    private static boolean isOrthogonal(Matrix basis) {
        Matrix square =
                Algebra.product(basis, Algebra.matrix(Algebra.real(basis).transpose()));
        double worst = 0;
        for (int i = 0; i < square.rows(); i++) {
            for (int j = 0; j < square.columns(); j++) {
                worst = Math.max(worst, Math.abs(square.get(i, j) - (i == j ? 1 : 0)));
            }
        }
        return worst < 1e-9;
    }

    /** At λ = 1 codes leak, and each by its own margins. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "one-hot and paired-bit addresses gather the same at λ = 1",
                tries,
                TREES,
                tree -> tree.difference(AddressCode.ONE_HOT, AddressCode.PAIRED_BITS, 1),
                1e-3);
    }

    /** A weight of the layer in the new bases moved by 1e-9. */
    @Override
    public Finding bites(Tries tries) {
        return MovedWeight.ALL.stream()
                .map(weight -> Trials.someCaseRefutes(
                        "with " + weight + " moved by 1e-9 a layer in other bases is the same layer",
                        tries.dividedBy(2).atLeast(SOUGHT),
                        GAUGED,
                        gauged -> gauged.error(new MovedWeight(weight, 1e-9)),
                        ROUNDING))
                .reduce(Finding::and)
                .orElseThrow();
    }
}
