package org.deciban.proofs.claims.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.decompile.Decompilation;
import org.deciban.compiler.decompile.Decompiler;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.Verifier;
import org.deciban.proofs.verify.Witness;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.TransformerFile;

/**
 * The compiled model of a case with one fault put in.
 *
 * @param fault what it is; empty for none
 * @param node where it is; empty for weights, which all nodes share
 */
record FaultyModel(
        Case given,
        CompiledModel sound,
        Transformer transformer,
        Matrix tokens,
        Optional<Diagnosis.Kind> fault,
        Optional<String> node) {
    private static final List<String> PARTS =
            List.of("gather.sum.0", "gather.minus.0", "update.rows", "update.feed_forward");

    /** In the first round there is no message yet to be taken away: a wrong minus head changes no belief. */
    private static final int ROUNDS_MORE = 2;

    static FaultyModel sound(Case given) {
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds() + ROUNDS_MORE));
        return new FaultyModel(given, model, model.transformer(), model.tokens(), Optional.empty(), Optional.empty());
    }

    /** Adds a number to the first output weight of a head or of the feed-forward. */
    FaultyModel withWeight(Random random, double added) {
        String part = PARTS.get(random.nextInt(PARTS.size()));
        int dot = part.indexOf('.');
        Transformer moved =
                new PerturbedEngine(part.substring(0, dot), part.substring(dot + 1), added).perturb(transformer);
        return new FaultyModel(
                given, sound, moved, tokens, Optional.of(Diagnosis.Kind.WRONG_WEIGHTS), Optional.empty());
    }

    /** Multiplies a table entry that some row token holds. */
    FaultyModel withEntry(Random random, double factor) {
        List<Integer> rows = tokensOf(TokenOrigin.Kind.ROW);
        int token = rows.get(random.nextInt(rows.size()));
        int dimension = transformer.layout().subspace("log_potential").start();
        Matrix moved = tokens.with(
                List.of(new Cell(token, dimension)), new double[] {tokens.get(token, dimension) + Math.log(factor)});
        return new FaultyModel(
                given, sound, transformer, moved, Optional.of(Diagnosis.Kind.WRONG_WEIGHTS), Optional.of(name(token)));
    }

    /** Flips a bit of an address of a message token: its own, or one of those that it asks. */
    FaultyModel withFlippedBit(Random random) {
        List<Integer> messages = tokensOf(TokenOrigin.Kind.MESSAGE);
        int token = messages.get(random.nextInt(messages.size()));
        List<Subspace> addresses = transformer.layout().subspaces().stream()
                .filter(block -> block.name().startsWith("own_") || block.name().matches("slot_(variable|cell)\\..*"))
                .filter(block -> IntStream.range(0, block.size()).anyMatch(i -> tokens.get(token, block.at(i)) != 0))
                .toList();
        Subspace block = addresses.get(random.nextInt(addresses.size()));
        int pair = 2 * random.nextInt(block.size() / 2);
        Cell zero = new Cell(token, block.at(pair));
        Cell one = new Cell(token, block.at(pair + 1));
        double[] flipped = {tokens.get(token, one.dimension()), tokens.get(token, zero.dimension())};
        return new FaultyModel(
                given,
                sound,
                transformer,
                tokens.with(List.of(zero, one), flipped),
                Optional.of(Diagnosis.Kind.WRONG_ROUTING),
                Optional.of(name(token)));
    }

    /** Takes a token away: as often one of a variable as of a message or a row. */
    FaultyModel withoutToken(Random random) {
        List<TokenOrigin.Kind> kinds =
                List.of(TokenOrigin.Kind.VARIABLE, TokenOrigin.Kind.MESSAGE, TokenOrigin.Kind.ROW);
        List<Integer> candidates = tokensOf(kinds.get(random.nextInt(kinds.size())));
        int removed = candidates.get(random.nextInt(candidates.size()));
        Matrix.Builder left = Matrix.builder(tokens.rows() - 1, tokens.columns());
        for (int token = 0; token < tokens.rows(); token++) {
            if (token != removed) {
                tokens.forEachInRow(token, left::append);
                left.endRow();
            }
        }
        return new FaultyModel(
                given,
                sound,
                transformer,
                left.build(),
                Optional.of(Diagnosis.Kind.MISSING_GROUNDING),
                Optional.of(name(removed)));
    }

    private List<Integer> tokensOf(TokenOrigin.Kind kind) {
        return IntStream.range(0, tokens.rows())
                .filter(token -> sound.origin(token).kind() == kind)
                .boxed()
                .toList();
    }

    /** Of a row, the message that it belongs to. */
    private String name(int token) {
        String description = sound.describeToken(token);
        return description.startsWith("row ") ? "message " + description.replaceFirst("row \\d+ of ", "") : description;
    }

    /**
     * What is wrong, the most basic first. Tokens are held against the graph; only if each stands for something of it, and asks
     * whom it should, are there numbers to hold against belief propagation, and a forward pass to take them from.
     */
    List<Diagnosis> diagnose() {
        List<Diagnosis> problems =
                new ArrayList<>(new Grounding(given.graph(), transformer.layout(), tokens).problems());
        if (problems.isEmpty()) {
            Verdict verdict = Verifier.verifyThat(imported())
                    .given(given.evidence())
                    .matchesLoopyBpAtEveryRound(Tolerance.ROUNDING);
            if (!verdict.word().equals("VERIFIED")) {
                problems.add(new Diagnosis(Diagnosis.Kind.WRONG_WEIGHTS, farthest(verdict), places()));
            }
        }
        return problems;
    }

    private ImportedModel imported() {
        Program program = sound.program();
        Program changed = new Program(transformer, tokens, program.inputs(), program.readOut());
        return ImportedModel.of(
                "model", TransformerFile.of(changed, sound.toFile().provenance()), given.graph());
    }

    private static String farthest(Verdict verdict) {
        return verdict.findWorst()
                .map(Witness::where)
                .orElseGet(() -> verdict.findReason().orElse("everywhere"));
    }

    /** Which weights or token entries are not those that the compiler writes. */
    private String places() {
        Decompilation decompiled = Decompiler.decompile(transformer, tokens);
        return decompiled instanceof Decompilation.Refused refused
                ? refused.misfits().get(0).toString()
                : "the weights are those of belief propagation on other tables";
    }
}
