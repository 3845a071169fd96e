package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.decompile.Decompilation;
import org.deciban.compiler.decompile.Decompilation.Recovered;
import org.deciban.compiler.decompile.Decompilation.Refused;
import org.deciban.compiler.decompile.Decompiler;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.claims.published.HeadGauge;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;

/** From weights and tokens back to the graph: decompile ∘ compile = identity, and no wrong graph from anything else. */
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class DecompilerProperties {
    private static final double RELATIVE = 1e-12;

    @Property
    @StatisticsReport(onFailureOnly = true)
    void decompilingUndoesCompiling(@ForAll Case given, @ForAll Case other, @ForAll long seed) {
        Random random = new Random(seed);
        CompiledModel model = compile(given, other, random);
        Matrix tokens = shuffled(model.embed(given.evidence()), random);

        Recovered recovered = recovered(Decompiler.decompile(model.transformer(), tokens));

        assertSameGraph(recovered.graph(), given.graph());
        assertSameEvidence(recovered, given);
        assertThat(recovered.rounds()).isEqualTo(model.rounds());
        requireCoverage(given, model);
    }

    /** Whatever entry of whatever token is moved: the answer is a refusal, or a graph that does compile to these tokens. */
    @Property
    @StatisticsReport(onFailureOnly = true)
    void aMovedTokenEntryGivesARefusalOrTheGraphOfTheMovedTokens(@ForAll Case given, @ForAll long seed) {
        Random random = new Random(seed);
        CompiledModel model = compile(given, given, random);
        Matrix tokens = model.embed(given.evidence());
        int token = random.nextInt(tokens.rows());
        // Half of the time a table entry or a likelihood: there the moved tokens may be those of another graph.
        Subspace content = model.transformer().layout().subspace(random.nextBoolean() ? "log_potential" : "message");
        int dimension =
                random.nextBoolean() ? random.nextInt(tokens.columns()) : content.at(random.nextInt(content.size()));
        Matrix moved = moved(tokens, token, dimension, random.nextBoolean() ? -0.5 : -1e-9);

        Decompilation answer = Decompiler.decompile(model.transformer(), moved);

        if (answer instanceof Recovered recovered) {
            CompilerOptions options = CompilerOptions.loopy(recovered.rounds())
                    .withBounds(model.bounds())
                    .withDamping(recovered.damping());
            CompiledModel again = BpCompiler.compile(recovered.graph(), options);
            assertClose(again.embed(recovered.evidence()), moved);
        } else {
            assertThat(((Refused) answer).misfits()).isNotEmpty();
        }
        Statistics.label("refused").collect(answer instanceof Refused).coverage(c -> {
            c.check(true).percentage(p -> p > 50);
            c.check(false).percentage(p -> p > 1);
        });
    }

    /** A table entry changed in one of the places that hold it is told from one that is changed everywhere. */
    @Property(tries = 300)
    void aTableEntryThatOneSideOfItsFactorHoldsAloneIsRefused(@ForAll Case given, @ForAll long seed) {
        CompiledModel model = compile(given, given, new Random(seed));
        Matrix tokens = model.tokens();
        int logPotential =
                model.transformer().layout().subspace("log_potential").dimension();
        List<Integer> rows = IntStream.range(0, tokens.rows())
                .filter(token -> model.origin(token).kind() == TokenOrigin.Kind.ROW)
                .filter(token -> arity(model, model.origin(token)) > 1)
                .boxed()
                .toList();
        if (!rows.isEmpty()) {
            int token = rows.get(new Random(seed).nextInt(rows.size()));
            Decompilation answer = Decompiler.decompile(model.transformer(), moved(tokens, token, logPotential, -1e-9));
            assertThat(answer).isInstanceOf(Refused.class);
            assertThat(((Refused) answer).misfits())
                    .anySatisfy(misfit -> assertThat(misfit.where()).contains("(log_potential)"));
        }
    }

    /** Every weight counts: one that is not zero, moved by 1e-9 of itself, is a misfit in its layer. */
    @Property
    void aMovedWeightIsRefused(@ForAll Case given, @ForAll long seed) {
        Random random = new Random(seed);
        CompiledModel model = compile(given, given, random);
        List<Layer> layers = new ArrayList<>(model.transformer().layers());
        int l = random.nextInt(layers.size());
        int h = random.nextInt(layers.get(l).heads().size());
        List<AttentionHead> heads = new ArrayList<>(layers.get(l).heads());
        AttentionHead head = heads.get(h);
        heads.set(
                h,
                switch (random.nextInt(4)) {
                    case 0 -> new AttentionHead(head.name(), moved(head.wQ(), random), head.wK(), head.wV(), head.wO());
                    case 1 -> new AttentionHead(head.name(), head.wQ(), moved(head.wK(), random), head.wV(), head.wO());
                    case 2 -> new AttentionHead(head.name(), head.wQ(), head.wK(), moved(head.wV(), random), head.wO());
                    default ->
                        new AttentionHead(head.name(), head.wQ(), head.wK(), head.wV(), moved(head.wO(), random));
                });
        layers.set(l, new Layer(layers.get(l).name(), heads, layers.get(l).feedForward()));

        Decompilation answer = Decompiler.decompile(
                new Transformer(model.transformer().layout(), layers), model.embed(given.evidence()));

        assertThat(answer).isInstanceOf(Refused.class);
        assertThat(((Refused) answer).misfits().get(0).where()).startsWith("layer ");
    }

    /** Queries, keys and values in another basis, exactly: order and powers of two. The head is the same head. */
    @Property(tries = 300)
    void theBasisOfQueriesKeysAndValuesMakesNoDifference(@ForAll Case given, @ForAll long seed) {
        Random random = new Random(seed);
        CompiledModel model = compile(given, given, random);
        Matrix tokens = model.embed(given.evidence());
        List<Layer> layers = model.transformer().layers().stream()
                .map(layer -> new Layer(
                        layer.name(),
                        layer.heads().stream()
                                .map(head -> HeadGauge.draw(head, random))
                                .toList(),
                        layer.feedForward()))
                .toList();
        Transformer other = new Transformer(model.transformer().layout(), layers);
        assertThat(other).isNotEqualTo(model.transformer());
        assertThat(Decompiler.decompile(other, tokens)).isEqualTo(Decompiler.decompile(model.transformer(), tokens));
    }

    private static CompiledModel compile(Case given, Case other, Random random) {
        CompilerOptions options =
                CompilerOptions.loopy(given.rounds()).withDamping(random.nextBoolean() ? 0 : random.nextDouble());
        ModelBounds bounds = BpCompiler.compile(given.graph(), options)
                .bounds()
                .and(BpCompiler.compile(other.graph(), options).bounds());
        return BpCompiler.compile(given.graph(), options.withBounds(bounds));
    }

    private static Recovered recovered(Decompilation answer) {
        assertThat(answer).isInstanceOf(Recovered.class);
        return (Recovered) answer;
    }

    private static Matrix shuffled(Matrix tokens, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int token = 0; token < tokens.rows(); token++) {
            order.add(token);
        }
        Collections.shuffle(order, random);
        double[] entries = new double[tokens.rows() * tokens.columns()];
        for (int token = 0; token < tokens.rows(); token++) {
            tokens.addRowTo(order.get(token), entries, token * tokens.columns());
        }
        return Matrix.ofRowMajor(tokens.rows(), tokens.columns(), entries);
    }

    private static Matrix moved(Matrix tokens, int token, int dimension, double by) {
        double[] entries = tokens.toRowMajor();
        entries[token * tokens.columns() + dimension] += by;
        return Matrix.ofRowMajor(tokens.rows(), tokens.columns(), entries);
    }

    private static Matrix moved(Matrix weights, Random random) {
        double[] entries = weights.toRowMajor();
        int[] used =
                IntStream.range(0, entries.length).filter(i -> entries[i] != 0).toArray();
        entries[used[random.nextInt(used.length)]] *= 1 + 1e-9;
        return Matrix.ofRowMajor(weights.rows(), weights.columns(), entries);
    }

    private static int arity(CompiledModel model, TokenOrigin row) {
        return model.graph().factors().get(row.factor().orElseThrow()).arity();
    }

    private static void assertSameGraph(FactorGraph actual, FactorGraph expected) {
        assertThat(actual.variables().stream().map(Variable::cardinality))
                .isEqualTo(
                        expected.variables().stream().map(Variable::cardinality).toList());
        assertThat(actual.factors()).hasSameSizeAs(expected.factors());
        for (int f = 0; f < expected.factors().size(); f++) {
            assertThat(actual.scope(f)).isEqualTo(expected.scope(f));
            assertProportional(
                    actual.factors().get(f).table(), expected.factors().get(f).table());
        }
    }

    private static void assertSameEvidence(Recovered recovered, Case given) {
        for (int v = 0; v < given.graph().variables().size(); v++) {
            assertProportional(
                    recovered
                            .evidence()
                            .likelihood(recovered.graph().variables().get(v)),
                    given.evidence().likelihood(given.graph().variables().get(v)));
        }
    }

    /** Equal up to one factor, zeros exactly where zeros are. */
    private static void assertProportional(double[] actual, double[] expected) {
        double actualMax = Arrays.stream(actual).max().orElseThrow();
        double expectedMax = Arrays.stream(expected).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            double wanted = expected[i] / expectedMax;
            assertThat(Math.abs(actual[i] / actualMax - wanted)).isLessThanOrEqualTo(RELATIVE * wanted);
            assertThat(actual[i] == 0).isEqualTo(expected[i] == 0);
        }
    }

    private static void assertClose(Matrix actual, Matrix expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] a = actual.toRowMajor();
        double[] b = expected.toRowMajor();
        for (int i = 0; i < a.length; i++) {
            assertThat(Math.abs(a[i] - b[i])).isLessThanOrEqualTo(RELATIVE * Math.max(1, Math.abs(b[i])));
        }
    }

    private static void requireCoverage(Case given, CompiledModel model) {
        Statistics.label("arity")
                .collect(Math.min(3, given.maxArity()))
                .coverage(c -> c.check(3).percentage(p -> p > 15));
        Statistics.label("evidence")
                .collect(given.evidenceKind())
                .coverage(c -> c.check("both").percentage(p -> p > 5));
        boolean padded = given.graph().variables().stream()
                .anyMatch(v -> v.cardinality() < model.bounds().states());
        Statistics.label("states that do not exist")
                .collect(padded)
                .coverage(c -> c.check(true).percentage(p -> p > 30));
        boolean zeros = given.graph().factors().stream()
                .anyMatch(f -> Arrays.stream(f.table()).anyMatch(entry -> entry == 0));
        Statistics.label("rows that do not exist")
                .collect(zeros)
                .coverage(c -> c.check(true).percentage(p -> p > 15));
    }
}
