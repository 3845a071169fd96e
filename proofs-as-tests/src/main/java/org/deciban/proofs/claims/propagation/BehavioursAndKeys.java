package org.deciban.proofs.claims.propagation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.transformer.Matrix;

/**
 * A10. What a symbol does to a deterministic verifier is a map of its states to its states, and there are n^n of these. Kinds of
 * symbols are counted by the answers alone, never by the maps. A routing key is a triple (reader, what it reads, head); each is
 * set in a layer of attention, and what arrives where is counted.
 */
@Claim(
        id = "A10",
        title = "Of n states come n^n behaviours, of n nodes 2n² routing keys",
        published =
                "A finite verifier with n states separates at most n^n behaviours of symbols; n nodes and two heads give 2n²"
                        + " routing keys",
        statement =
                "For every deterministic verifier that has a next state for every state and symbol, the kinds of symbols that"
                        + " its answers tell apart are at most n^n, and there is one that reaches n^n for each n ≤ 4. For each n ≤ 6 the 2n²"
                        + " keys of two heads are read apart, each to the bit",
        assumptions = {
            "finitely many states, all there is to remember",
            "deterministic, with a next state for every state and symbol",
            "two heads, and addresses that differ"
        },
        source = "arXiv 2603.17063",
        status = Status.HOLDS)
public final class BehavioursAndKeys implements ClaimSuite {
    private static final int MOST_STATES = 4;
    private static final int MOST_NODES = 6;
    private static final Domain<StateVerifier> TOTAL = StateVerifier.domain(true);
    private static final Domain<StateVerifier> PARTIAL = StateVerifier.domain(false);

    /** How many kinds of symbols there are beyond those allowed. */
    private static double excess(StateVerifier verifier) {
        return Math.max(0, verifier.kindsOfSymbols() - StateVerifier.behaviours(verifier.states()));
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase("symbols told apart beyond n^n", tries, TOTAL, BehavioursAndKeys::excess, 0)
                .and(allMapsAreToldApart())
                .and(keysReadApart(2, UnaryOperator.identity(), 2));
    }

    private static Finding allMapsAreToldApart() {
        List<Integer> kinds = IntStream.rangeClosed(1, MOST_STATES)
                // Some map leads to each state, and some map tells any two states apart: one symbol on either side is
                // enough.
                .mapToObj(n -> StateVerifier.ofAllMaps(n).kindsOfSymbols(1))
                .toList();
        return Finding.of(kinds.equals(List.of(1, 4, 27, 256)), "all maps of n ≤ 4 states as symbols: " + kinds, 4);
    }

    /** Whether for each number of nodes there are {@code perPair · n²} keys, each of which brings one name to one place. */
    private static Finding keysReadApart(int heads, UnaryOperator<Matrix> fault, int perPair) {
        boolean all = true;
        int keys = 0;
        StringBuilder counts = new StringBuilder();
        for (int n = 1; n <= MOST_NODES; n++) {
            int apart = readApart(n, heads, fault, IntStream.range(0, n).toArray());
            all &= apart == perPair * n * n;
            keys += heads * n * n;
            counts.append(n == 1 ? "" : ", ").append(apart);
        }
        return Finding.of(
                all, "keys read apart with " + heads + " heads, n = 1 to " + MOST_NODES + ": " + counts, keys);
    }

    /** The number of different outcomes that are the one the key stands for. */
    private static int readApart(int n, int heads, UnaryOperator<Matrix> fault, int[] addresses) {
        RoutingKeys keys = new RoutingKeys(n, heads, fault);
        Set<List<Double>> outcomes = new HashSet<>();
        for (int head = 0; head < heads; head++) {
            for (int reader = 0; reader < n; reader++) {
                for (int read = 0; read < n; read++) {
                    double[] arrived = keys.read(reader, read, head, addresses);
                    double[] wanted = new double[arrived.length];
                    wanted[(head * n + reader) * n + read] = 1;
                    if (Arrays.equals(arrived, wanted)) {
                        outcomes.add(Arrays.stream(arrived).boxed().toList());
                    }
                }
            }
        }
        return outcomes.size();
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<StateVerifier>> kinds = new LinkedHashMap<>();
        kinds.put(
                "with more symbols than n^n",
                verifier -> verifier.symbols() > StateVerifier.behaviours(verifier.states()));
        kinds.put("of three states", verifier -> verifier.states() == 3);
        kinds.put("that tell two symbols apart", verifier -> verifier.kindsOfSymbols() > 1);
        kinds.put("that do not tell all symbols apart", verifier -> verifier.kindsOfSymbols() < verifier.symbols());
        return Trials.covers(tries.dividedBy(2), TOTAL, kinds, 0.1);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding oneHead = keysReadApart(1, UnaryOperator.identity(), 1);
        int sharing = readApart(3, 2, UnaryOperator.identity(), new int[] {0, 1, 1});
        return Trials.someCaseRefutes(
                        "a verifier that may stop in the middle separates at most n^n symbols",
                        tries,
                        PARTIAL,
                        BehavioursAndKeys::excess,
                        0)
                .and(oneHead)
                .and(Finding.of(
                        sharing < 18,
                        "three nodes of which two share an address: " + sharing + " of 18 keys bring what they name",
                        18));
    }

    @Override
    public Finding bites(Tries tries) {
        Finding hidden = hiddenState();
        Finding weights = keysReadApart(
                2,
                matrix -> {
                    double[] entries = matrix.toRowMajor();
                    for (int i = 0; i < entries.length; i++) {
                        entries[i] *= 1 + 1e-12;
                    }
                    return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
                },
                2);
        return hidden.and(Finding.of(
                !weights.asExpected(),
                "output weights of the first head scaled by 1 + 1e-12: " + weights.summary(),
                weights.tries()));
    }

    /** Said to have one state fewer than it has: the count shows it. */
    private static Finding hiddenState() {
        StateVerifier two = StateVerifier.ofAllMaps(2);
        int kinds = two.kindsOfSymbols();
        return Finding.of(
                        kinds > StateVerifier.behaviours(1),
                        "a verifier of two states that is said to have one tells " + kinds + " symbols apart",
                        1)
                .with(new Counterexample("one state tells one kind of symbol apart", two.print(), kinds - 1));
    }
}
