package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.heads.construct.Count01Head;
import org.deciban.heads.construct.DuplicateTokenHead;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.construct.InductionHeads;
import org.deciban.heads.construct.PreviousTokenHead;
import org.deciban.heads.construct.RegisterTokens;
import org.deciban.heads.construct.SinkHead;
import org.deciban.heads.detect.CopyingScore;
import org.deciban.heads.detect.PatternScore;
import org.deciban.heads.detect.Tally;
import org.deciban.heads.tasks.ClassShares;
import org.deciban.heads.tasks.Count01;
import org.deciban.heads.tasks.DuplicateToken;
import org.deciban.heads.tasks.Induction;
import org.deciban.heads.tasks.PreviousToken;
import org.deciban.heads.tasks.TriggeredCopy;
import org.deciban.tunnels.TokenSequence;

/** Heads that look for a token by where it stands or what it is. */
final class TokenHeads {
    /** Prices at which scores are read: one at which nothing leaks, and one at which it does. */
    private static final double[] PRICES = {HeadConstruction.HARD, 4};

    private static final int REPEATED = 6;

    private TokenHeads() {}

    /** A construction at a price, and what theory says of a score of it on a sequence. */
    private interface AtPrice {
        HeadConstruction head(double price);
    }

    private interface Theory {
        Tally of(TokenSequence tokens, double price);
    }

    private static List<Reading> readings(
            AtPrice construction,
            String name,
            int layer,
            PatternScore score,
            List<TokenSequence> sequences,
            Theory theory) {
        List<Reading> readings = new ArrayList<>();
        for (double price : PRICES) {
            readings.add(Trial.pattern(
                    construction.head(price),
                    name + " " + layer + ".0",
                    layer,
                    0,
                    price,
                    score,
                    sequences,
                    tokens -> theory.of(tokens, price)));
        }
        return readings;
    }

    static CatalogueEntry previous(Trial trial) {
        PreviousToken task = PreviousToken.of(12);
        AtPrice construction = price -> PreviousTokenHead.of(task, trial.longest(), price);
        return entry(
                trial,
                construction,
                "says the token before",
                readings(
                        construction,
                        "previous",
                        0,
                        PatternScore.PREVIOUS_TOKEN,
                        trial.scored(task),
                        Predictions::previousToken));
    }

    static CatalogueEntry duplicate(Trial trial) {
        DuplicateToken task = DuplicateToken.of(20);
        AtPrice construction = price -> DuplicateTokenHead.of(task, trial.longest(), price);
        return entry(
                trial,
                construction,
                "says whether the token has come before",
                readings(
                        construction,
                        "duplicate",
                        0,
                        PatternScore.DUPLICATE_TOKEN,
                        trial.scored(task),
                        Predictions::duplicateToken));
    }

    /** Plain if every symbol is in a class of its own. */
    static CatalogueEntry induction(Trial trial, Induction task) {
        RandomGenerator random = new SplittableRandom(trial.seed() + 2);
        List<TokenSequence> repeated = new ArrayList<>();
        for (int i = 0; i < REPEATED; i++) {
            repeated.add(task.drawRepeated(random, 15 - i));
        }
        InductionHeads hard = InductionHeads.of(task, trial.longest(), HeadConstruction.HARD);
        AtPrice construction = price -> InductionHeads.of(task, trial.longest(), price);
        List<Reading> readings = readings(
                construction,
                "induction",
                InductionHeads.LAYER,
                PatternScore.PREFIX_MATCHING,
                repeated,
                (tokens, price) -> Predictions.prefixMatching(task, tokens, price));
        readings.add(new Reading(
                "induction 1.0",
                "copying (OV eigenvalues)",
                HeadConstruction.HARD,
                1,
                CopyingScore.of(hard.model().symbolCircuit(InductionHeads.LAYER, 0, "copied")),
                0));
        String does = task.classCount() == task.symbols().size() - 1
                ? "[A][B] … [A] → [B]"
                : "[A][B] … [A'] → [B] for A' of the class of A";
        return entry(trial, construction, does, readings);
    }

    static CatalogueEntry sink(Trial trial) {
        TriggeredCopy task = TriggeredCopy.of(8);
        AtPrice construction = price -> SinkHead.of(task, trial.longest(), price);
        return entry(
                trial,
                construction,
                "acts at triggers, rests on the first token elsewhere",
                readings(
                        construction,
                        "copy at triggers",
                        0,
                        PatternScore.FIRST_TOKEN,
                        trial.scored(task),
                        Predictions::sink));
    }

    static CatalogueEntry count01(Trial trial) {
        Count01 task = new Count01();
        return entry(
                trial,
                Count01Head::of,
                "says whether 1s outnumber 0s",
                readings(
                        Count01Head::of,
                        "count",
                        0,
                        PatternScore.FIRST_TOKEN,
                        trial.scored(task),
                        Predictions::count01));
    }

    static CatalogueEntry registers(Trial trial) {
        ClassShares task = ClassShares.of(12, 3);
        List<Reading> readings = new ArrayList<>();
        for (double price : PRICES) {
            RegisterTokens head = RegisterTokens.of(task, trial.longest(), price);
            Tally predicted = Tally.NONE;
            Tally measured = Tally.NONE;
            Tally chance = Tally.NONE;
            for (TokenSequence tokens : trial.scored(task)) {
                double[][] attention = head.model().record(tokens).attention(RegisterTokens.LAYER, 0);
                predicted = predicted.and(Predictions.registers(tokens, task.classes(), price));
                for (int query = 1; query < tokens.length(); query++) {
                    double mass = 0;
                    for (int register = tokens.length(); register < attention[query].length; register++) {
                        mass += attention[query][register];
                    }
                    measured = measured.and(mass);
                    chance = chance.and((double) task.classes() / attention[query].length);
                }
            }
            readings.add(new Reading(
                    "read 1.0", "mass on registers", price, predicted.mean(), measured.mean(), chance.mean()));
        }
        return entry(
                trial,
                price -> RegisterTokens.of(task, trial.longest(), price),
                "says how frequent each symbol of its class is in the whole sequence",
                readings);
    }

    private static CatalogueEntry entry(Trial trial, AtPrice construction, String does, List<Reading> readings) {
        HeadConstruction hard = construction.head(HeadConstruction.HARD);
        return new CatalogueEntry(
                hard.name(), does, trial.inputs(), trial.longest(), trial.worstError(hard, trial.longest()), readings);
    }
}
