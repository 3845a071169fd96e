package org.deciban.proofs.claims.constructions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
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
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Addresses as one-hot pairs, scored −β · Hamming distance, leak at most (n−1)·e^(−β), and in float64 nothing. */
@Claim(
        id = "T6",
        title = "Addresses leak at most (n-1) e^-β",
        published =
                "For every number of bits, every n tokens with addresses as pairs of one-hot bits and every query that one of them"
                        + " or more match, scored -β times the Hamming distance: (a) the mismatches together weigh at most (n-1) e^-β; (b) in"
                        + " float64 they weigh exactly 0.0 from β ≥ 746 on, 1024 as a power of two, and with other content of range R in the"
                        + " score from β ≥ 746 + R; (c) a match adds exactly zero to that content, in any order of summation.",
        statement =
                "As published. In compiled models every head that looks for one cell has the weights 0.0 and 1.0 alone.",
        assumptions = {
            "at least one token matches",
            "float64 for (b)",
            "pairs of one-hot bits for (c): not the ±1 code, whose right bits have to cancel"
        },
        source = "this project",
        status = Status.HOLDS)
public final class AddressingLeak implements ClaimSuite {
    /** A score this far below the largest has weight exactly 0.0 in float64. */
    private static final double GAP = 746;

    private static final double RANGE_OF_CONTENT = 100;

    /** Relative: n exponentials within an ulp each, their sum and one division. */
    private static final double FEW_ULPS = 1e-13;

    private static final Domain<Addresses> ADDRESSES = Addresses.domain();
    private static final Domain<Case> CASES = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));

    @Override
    public Finding holds(Tries tries) {
        Finding bounded = Trials.everyCase(
                "(a) what mismatches weigh is above (n-1) e^-β by at most, relatively",
                tries,
                ADDRESSES,
                drawn -> excess(drawn.bare(), AddressHead.ofPairs(drawn.bare())),
                FEW_ULPS);
        Finding zero = Trials.everyCase(
                "(b) at β = 746, 1024, and 746 + R with content of range R, they weigh exactly nothing",
                tries,
                ADDRESSES,
                AddressingLeak::leakFromTheGapOn,
                0);
        Finding exact = Trials.everyCase(
                "(c) a match scores its content and nothing else, in an order drawn at random",
                tries,
                ADDRESSES,
                drawn -> addedToMatches(drawn, AddressHead.ofPairs(drawn).shuffled(new Random(drawn.query()))),
                0);
        Finding compiled = Trials.everyCase(
                "in compiled models the heads of one cell have weights 0 and 1 alone",
                tries.dividedBy(4),
                CASES,
                AddressingLeak::neitherZeroNorOne,
                0);
        return bounded.and(zero).and(exact).and(compiled);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Addresses>> kinds = new LinkedHashMap<>();
        kinds.put("leak", drawn -> leak(drawn.bare(), AddressHead.ofPairs(drawn.bare())) > 0);
        kinds.put("do not, at a price of 1024 or more", drawn -> drawn.price() >= 1024);
        kinds.put("have a token wrong in one bit", drawn -> hasDistance(drawn, 1));
        kinds.put("have tokens wrong in more", drawn -> hasDistance(drawn, 2));
        kinds.put(
                "come within half of the bound",
                drawn -> excess(drawn.bare(), AddressHead.ofPairs(drawn.bare())) > -0.5);
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), ADDRESSES, kinds, 0.05);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding pairs = Trials.someCaseRefutes(
                "with ±1 codes, too, a match scores its content and nothing else",
                tries,
                ADDRESSES,
                drawn -> addedToMatches(drawn, AddressHead.ofSigns(drawn)),
                0);
        Finding price = Trials.someCaseRefutes(
                "a price of 512 is enough for mismatches to weigh exactly nothing",
                tries,
                ADDRESSES,
                drawn -> leak(drawn.bare(), AddressHead.ofPairs(drawn.bare().at(512))),
                0);
        return pairs.and(price);
    }

    @Override
    public Finding bites(Tries tries) {
        Map<String, ToDoubleFunction<Addresses>> faults = new LinkedHashMap<>();
        faults.put(
                "a product of 1e-6 where a match has zeros",
                drawn -> addedToMatches(drawn, AddressHead.ofPairs(drawn).withMatchScored(Faults.SMALL)));
        faults.put("one wrong bit at the price of 740", drawn -> {
            Addresses bare = hard(drawn).bare();
            return leak(bare, AddressHead.ofPairs(bare).withFirstPrice(740));
        });
        return Faults.noticed(tries, ADDRESSES, faults, 0);
    }

    private static Addresses hard(Addresses drawn) {
        return drawn.at(GAP + RANGE_OF_CONTENT);
    }

    private static double leakFromTheGapOn(Addresses drawn) {
        double withContent = leak(hard(drawn), AddressHead.ofPairs(hard(drawn)));
        return DoubleStream.of(GAP, 1024)
                .mapToObj(price -> drawn.bare().at(price))
                .mapToDouble(bare -> leak(bare, AddressHead.ofPairs(bare)))
                .reduce(withContent, Math::max);
    }

    private static boolean hasDistance(Addresses drawn, int least) {
        for (int token = 0; token < drawn.tokens(); token++) {
            if (drawn.distance(token) >= least) {
                return true;
            }
        }
        return false;
    }

    /** What mismatches weigh. */
    private static double leak(Addresses addresses, AddressHead head) {
        double[] weights = head.weights();
        double leak = 0;
        for (int token = 0; token < weights.length; token++) {
            leak += addresses.matches(token) ? 0 : weights[token];
        }
        return leak;
    }

    /** How far the leak lies above its bound, relatively; infinite where there is one and the bound is zero. */
    private static double excess(Addresses addresses, AddressHead head) {
        double leak = leak(addresses, head);
        double bound = (addresses.tokens() - 1) * Math.exp(-addresses.price());
        return leak == 0 ? -1 : leak / bound - 1;
    }

    private static double addedToMatches(Addresses addresses, AddressHead head) {
        double[] scores = head.scores();
        double worst = 0;
        for (int token = 0; token < scores.length; token++) {
            if (addresses.matches(token)) {
                worst = Math.max(
                        worst, Math.abs(scores[token] - addresses.content().get(token)));
            }
        }
        return worst;
    }

    private static double neitherZeroNorOne(Case given) {
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.loopy(1));
        ForwardTrace trace = model.trace(given.evidence(), point -> point.site() == Site.PATTERN);
        double worst = 0;
        for (HookPoint point : trace.points()) {
            String head = model.transformer()
                    .layers()
                    .get(point.layer())
                    .heads()
                    .get(point.head())
                    .name();
            if (head.startsWith("minus") || head.equals("erase")) {
                for (double weight : trace.get(point).toRowMajor()) {
                    worst = Math.max(worst, Math.min(weight, Math.abs(weight - 1)));
                }
            }
        }
        return worst;
    }
}
