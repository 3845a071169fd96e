package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.decompile.ImplicitRound;
import org.deciban.compiler.decompile.Routing;
import org.deciban.proofs.claims.published.ImplicitGraphEngine;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.HookPoint;

/** The implicit factor graph of random and of compiled weights. */
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class ImplicitGraphProperties {
    private final ImplicitGraphClaims claims = new ImplicitGraphClaims(new DenseEngine());

    @Property
    @StatisticsReport(onFailureOnly = true)
    void everyLayerOfAnyTransformerIsARoundOnItsImplicitGraph(@ForAll long seed, @ForAll boolean sharp) {
        DenseCase given = DenseTransformers.draw(new Random(seed), sharp ? 4 : 1);
        claims.everyLayerIsARound(given.transformer(), given.tokens());
        requireCoverage(given);
    }

    @Property
    void theEdgesAreTheAttentionOfTheForwardPass(@ForAll long seed, @ForAll boolean sharp) {
        DenseCase given = DenseTransformers.draw(new Random(seed), sharp ? 4 : 1);
        claims.edgesAreTheAttention(given.transformer(), given.tokens());
    }

    @Property(tries = 100)
    void everyLayerOfACompiledModelIsARoundOnItsImplicitGraph(@ForAll Case given) {
        CompiledModel model = compile(given);
        claims.everyLayerIsARound(model.transformer(), model.embed(given.evidence()));
    }

    /** The whole way: tokens to beliefs through the implicit graph alone, against belief propagation. */
    @Property(tries = 100)
    void onTheImplicitGraphOfACompiledModelWeightedBpIsBp(@ForAll Case given) {
        new ForwardPassClaims(new ImplicitGraphEngine()).transformerEqualsBpAtEveryRound(given);
    }

    /** What "G(W) depends on the input" means: move one entry of one token, and edges move. */
    @Property
    void whereScoresReadWhatTokensHoldTheEdgesDependOnTheInput(@ForAll long seed) {
        Random random = new Random(seed);
        DenseCase given = DenseTransformers.draw(random, 1);
        Layer first = given.transformer().layers().get(0);
        int nodes = given.tokens().rows();
        Assume.that(nodes > 1 && !first.heads().isEmpty());
        Matrix.Builder nudge = Matrix.builder(nodes, given.tokens().columns());
        for (int i = 0; i < random.nextInt(nodes); i++) {
            nudge.endRow();
        }
        Matrix other = given.tokens()
                .plus(nudge.append(random.nextInt(given.tokens().columns()), 0.1)
                        .build());
        assertThat(ImplicitRound.of(first, other).heads())
                .isNotEqualTo(ImplicitRound.of(first, given.tokens()).heads());
    }

    /** And where it does not: heads that the weights alone show to be fixed have the same edges, bit for bit. */
    @Property(tries = 100)
    void theRoutingHeadsOfACompiledModelHaveTheSameEdgesUnderAllEvidence(@ForAll Case given) {
        CompiledModel model = compile(given);
        Transformer transformer = model.transformer();
        Routing routing = Routing.of(transformer);
        Matrix without = model.tokens();
        Matrix with = model.embed(given.evidence());
        Map<HookPoint, Matrix> patterns = claims.patterns(transformer, routing::isFixed, with);
        assertThat(patterns).isEqualTo(claims.patterns(transformer, routing::isFixed, without));
        patterns.forEach((point, pattern) -> assertThat(pattern)
                .isEqualTo(patterns.get(new HookPoint(point.layer() % 2, point.head(), point.site()))));
        for (Layer layer : transformer.layers().subList(0, 1 + Math.min(1, given.rounds()))) {
            for (int h = 0; h < layer.heads().size(); h++) {
                AttentionHead head = layer.heads().get(h);
                assertThat(routing.isFixed(head))
                        .as(head.name())
                        .isEqualTo(!head.name().equals("rows"));
                if (routing.isFixed(head)) {
                    assertThat(ImplicitRound.of(layer, with).heads().get(h))
                            .isEqualTo(ImplicitRound.of(layer, without).heads().get(h));
                }
            }
        }
    }

    /** Fixed heads of any transformer: dimension 0 is never written here, and some heads score by it alone. */
    @Property
    @StatisticsReport(onFailureOnly = true)
    void aHeadIsFixedWhenNoLayerWritesWhatItScores(@ForAll long seed) {
        Random random = new Random(seed);
        Transformer transformer = DenseTransformers.keepingFirstDimension(random);
        int d = transformer.layout().modelDim();
        Routing routing = Routing.of(transformer);
        assertThat(routing.isWritten(0)).isFalse();
        Matrix some = DenseTransformers.gaussian(5, d, 1, random);
        Matrix same = DenseTransformers.withFirstColumnOf(some, DenseTransformers.gaussian(5, d, 1, random));
        int fixed = 0;
        for (int l = 0; l < transformer.layers().size(); l++) {
            for (AttentionHead head : transformer.layers().get(l).heads()) {
                boolean isFixed = routing.isFixed(head);
                fixed += isFixed ? 1 : 0;
                assertThat(isFixed).isEqualTo(routing.scoredDimensions(head).equals(List.of(0)));
                assertThat(routing.fixedHeads(l).contains(head)).isEqualTo(isFixed);
                assertThat(claims.patterns(transformer, head::equals, some)
                                .equals(claims.patterns(transformer, head::equals, same)))
                        .isEqualTo(isFixed);
            }
        }
        Statistics.label("fixed heads").collect(Math.min(fixed, 2)).coverage(c -> {
            for (int count = 0; count <= 2; count++) {
                c.check(count).percentage(p -> p > 5);
            }
        });
    }

    private static CompiledModel compile(Case given) {
        return BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()));
    }

    private static void requireCoverage(DenseCase given) {
        List<Layer> layers = given.transformer().layers();
        for (Activation activation : Activation.values()) {
            boolean used = layers.stream()
                    .anyMatch(layer -> layer.feedForward().activation() == activation
                            && layer.feedForward().hiddenDim() > 0);
            Statistics.label(activation.name())
                    .collect(used)
                    .coverage(c -> c.check(true).percentage(p -> p > 20));
        }
        Statistics.label("layers")
                .collect(layers.size())
                .coverage(c -> c.check(3).percentage(p -> p > 20));
        int heads =
                layers.stream().mapToInt(layer -> layer.heads().size()).max().orElse(0);
        Statistics.label("heads of a layer")
                .collect(heads)
                .coverage(c -> c.check(3).percentage(p -> p > 20));
    }
}
