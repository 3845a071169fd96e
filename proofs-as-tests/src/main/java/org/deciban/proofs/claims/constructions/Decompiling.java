package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deciban.compiler.TokenOrigin;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/** Decompiling undoes compiling. */
@Claim(
        id = "T7",
        title = "Decompiling undoes compiling",
        published =
                "For every discrete factor graph, all evidence, all size bounds that it fits in, all rounds, all dampings and every"
                        + " order of the tokens: from the weights and tokens of row attention the decompiler returns the graph, the evidence,"
                        + " the rounds and the damping.",
        statement =
                "As published, where two graphs are the same if their variables have the same numbers of states in the same order and"
                        + " their factors the same scopes and zeros in the same order, and each table is a multiple of the other's to 1e-12"
                        + " relatively; likewise each likelihood. Names, and factors over no variables, leave no trace.",
        assumptions = {
            "row attention",
            "tables and likelihoods are compared up to one factor each",
            "weights and tokens are those that were compiled, to the last bit of a weight"
        },
        source = "this project",
        status = Status.HOLDS)
public final class Decompiling implements ClaimSuite {
    /** An entry is the exponential of a logarithm: a few ulps for each unit of its size, up to a hundred. */
    private static final double RELATIVE = 1e-12;

    private static final Domain<Seeded> CASES = Seeded.domain(random -> Cases.draw(random, random.nextInt(3) == 0));

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                "what comes back is what was compiled",
                tries,
                CASES,
                drawn -> RoundTrip.of(drawn).deviation(),
                RELATIVE);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Seeded>> kinds = new LinkedHashMap<>();
        Kinds.all().forEach((kind, is) -> kinds.put(kind, drawn -> is.test(drawn.given())));
        kinds.put("are damped", drawn -> RoundTrip.of(drawn).model().damping() > 0);
        kinds.put("have states that some variable lacks", Decompiling::isPadded);
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), CASES, kinds, 0.1);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "tables come back as they were, not up to a factor",
                tries.dividedBy(4),
                CASES,
                drawn -> RoundTrip.of(drawn).deviationOfUnscaledTables(),
                1e-3);
    }

    @Override
    public Finding bites(Tries tries) {
        Map<String, ToDoubleFunction<Seeded>> faults = new LinkedHashMap<>();
        for (String part : List.of("W_Q", "W_K", "W_V", "W_O")) {
            faults.put("a weight of " + part + " moved by 1e-9 of itself", drawn -> {
                RoundTrip trip = RoundTrip.of(drawn);
                return trip.deviationWith(moved(trip.model().transformer(), part, drawn.random()));
            });
        }
        faults.put("a table entry moved by 1e-9 in one of the places that hold it", drawn -> {
            RoundTrip trip = RoundTrip.of(drawn);
            return trip.deviationWith(movedEntry(trip));
        });
        return Faults.noticed(tries, CASES, faults, RELATIVE);
    }

    private static boolean isPadded(Seeded drawn) {
        int states = RoundTrip.of(drawn).model().bounds().states();
        return drawn.given().graph().variables().stream().anyMatch(v -> v.cardinality() < states);
    }

    /** One weight, of any head of any layer. */
    private static Transformer moved(Transformer original, String part, Random random) {
        List<Layer> layers = new ArrayList<>(original.layers());
        int l = random.nextInt(layers.size());
        Layer layer = layers.get(l);
        List<AttentionHead> heads = new ArrayList<>(layer.heads());
        int h = random.nextInt(heads.size());
        AttentionHead head = heads.get(h);
        heads.set(
                h,
                new AttentionHead(
                        head.name(),
                        part.equals("W_Q") ? moved(head.wQ(), random) : head.wQ(),
                        part.equals("W_K") ? moved(head.wK(), random) : head.wK(),
                        part.equals("W_V") ? moved(head.wV(), random) : head.wV(),
                        part.equals("W_O") ? moved(head.wO(), random) : head.wO()));
        layers.set(l, new Layer(layer.name(), heads, layer.feedForward()));
        return new Transformer(original.layout(), layers);
    }

    private static Matrix moved(Matrix weights, Random random) {
        double[] entries = weights.toRowMajor();
        int[] used =
                IntStream.range(0, entries.length).filter(i -> entries[i] != 0).toArray();
        entries[used[random.nextInt(used.length)]] *= 1 + 1e-9;
        return Matrix.ofRowMajor(weights.rows(), weights.columns(), entries);
    }

    /** The log-potential of the first row token of a factor of two variables or more; the same tokens where there is none. */
    private static Matrix movedEntry(RoundTrip trip) {
        Matrix tokens = trip.model().embed(trip.given().evidence());
        double[] entries = tokens.toRowMajor();
        int logPotential =
                trip.model().transformer().layout().subspace("log_potential").dimension();
        IntStream.range(0, tokens.rows())
                .filter(token -> isRowOfTwoOrMore(trip, trip.model().origin(token)))
                .limit(1)
                .forEach(token -> entries[token * tokens.columns() + logPotential] -= 1e-9);
        return Matrix.ofRowMajor(tokens.rows(), tokens.columns(), entries);
    }

    private static boolean isRowOfTwoOrMore(RoundTrip trip, TokenOrigin origin) {
        return origin.kind() == TokenOrigin.Kind.ROW
                && trip.given()
                                .graph()
                                .factors()
                                .get(origin.factor().orElseThrow())
                                .arity()
                        > 1;
    }
}
