package org.deciban.tunnels.constructed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.IntermediateModel;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.TokenOrigin.Kind;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.HmmFiltering;

/**
 * The hidden Markov model that a sequence spells, compiled: a variable for each step, the transition matrix between neighbours, and the
 * column of the emission matrix as evidence. The weights depend on the sizes of the task alone; what the header says is in the tokens.
 *
 * <p>All filtered posteriors come out of one forward pass, since a message that runs forward along a chain knows of nothing later:
 *
 * <ul>
 *   <li><b>deep</b>: row attention, n − 1 rounds, 2n − 1 layers. {@code filtered_t = e_t + m_{T_{t−1} → t}} is read off the tokens of the
 *       variable and of the message into it. A message is the sum of all that come into a variable less the one that goes back, and what
 *       later observations rule out is a logarithm of −690.8 or some times that: the difference keeps 12 digits. Where there is such a
 *       thing, each position is answered in a run of its own that has no later evidence, and keeps them all. Interventions are one run.
 *   <li><b>scan</b>: 2⌈log2 n⌉ + 3 layers, which have filtered posteriors of their own.
 * </ul>
 *
 * <p>Of a recording, the positions of observations are the tokens of the variables; those of the header are shown as the sink, which does
 * nothing. Tokens of messages and rows stand behind.
 */
public final class ConstructedHmm extends ProgramModel {
    private final HmmFiltering task;
    private final CompilerOptions options;
    private final Transformer transformer;
    private final double impossibleBelow;

    private ConstructedHmm(String name, HmmFiltering task, Construction construction) {
        super(name, new FoldedEngine());
        this.task = task;
        double[][] uniform = new double[task.states()][task.states()];
        Arrays.stream(uniform).forEach(row -> Arrays.fill(row, 1.0 / task.states()));
        // Normalisation drops tables that say nothing; sizes are those of one that says something.
        uniform[0][0] = 1;
        CompilerOptions exact = CompilerOptions.exact().withConstruction(construction);
        IntermediateModel longest = BpCompiler.intermediate(graph(uniform, task.steps()), exact);
        ModelBounds bounds = longest.bounds();
        this.options = exact.withBounds(bounds).withRounds(longest.rounds());
        this.impossibleBelow = bounds.impossibleBelow();
        this.transformer =
                BpCompiler.compile(graph(uniform, task.steps()), options).transformer();
    }

    /** By belief propagation along the chain: as many rounds as steps, less one. */
    public static ConstructedHmm deep(HmmFiltering task) {
        return new ConstructedHmm("constructed", task, Construction.ROWS);
    }

    /** By an associative scan: as many compositions as the logarithm of the steps, and one. */
    public static ConstructedHmm scan(HmmFiltering task) {
        return new ConstructedHmm("constructed, scan", task, Construction.SCAN);
    }

    private FactorGraph graph(double[][] transition, int steps) {
        String[] states = task.outcomes().toArray(String[]::new);
        double[] table =
                Arrays.stream(transition).flatMapToDouble(Arrays::stream).toArray();
        FactorGraph.Builder builder = FactorGraph.builder();
        IntStream.range(0, steps).forEach(step -> builder.variable(variable(step), states));
        IntStream.range(1, steps).forEach(step -> builder.factor(List.of(variable(step - 1), variable(step)), table));
        return builder.build();
    }

    private static String variable(int step) {
        return "x" + step;
    }

    @Override
    Transformer transformer() {
        return transformer;
    }

    @Override
    double impossibleBelow() {
        return impossibleBelow;
    }

    private CompiledModel compile(TokenSequence tokens) {
        int steps = task.observations(tokens).length;
        if (steps < 1 || steps > task.steps()) {
            throw new IllegalArgumentException("the model takes 1 … " + task.steps() + " observations, got " + steps);
        }
        return BpCompiler.compile(graph(task.transition(tokens), steps), options);
    }

    private Evidence evidence(TokenSequence tokens, CompiledModel model) {
        double[][] emission = task.emission(tokens);
        int[] observations = task.observations(tokens);
        Evidence.Builder evidence = model.graph().evidence();
        for (int step = 0; step < observations.length; step++) {
            int symbol = observations[step];
            double[] likelihood =
                    Arrays.stream(emission).mapToDouble(row -> row[symbol]).toArray();
            if (Arrays.stream(likelihood).allMatch(l -> l == 0)) {
                throw new IllegalArgumentException(
                        "no state emits the symbol at position " + (task.headerLength() + step));
            }
            evidence.likelihood(variable(step), likelihood);
        }
        return evidence.build();
    }

    /**
     * The smoothed posteriors: of each hidden state given all observations.
     *
     * @return shape {@code [steps, S]}, probabilities
     * @throws IllegalArgumentException if the tokens are none of the task, or have probability 0
     */
    public double[][] smoothed(TokenSequence tokens) {
        CompiledModel model = compile(tokens);
        try {
            Marginals marginals = model.infer(evidence(tokens, model));
            return model.graph().variables().stream()
                    .map(marginals::distribution)
                    .toArray(double[][]::new);
        } catch (ImpossibleEvidenceException e) {
            throw new IllegalArgumentException("the observations have probability 0", e);
        }
    }

    @Override
    Pass pass(TokenSequence tokens) {
        CompiledModel model = compile(tokens);
        Program program = model.program();
        int steps = model.graph().variables().size();
        ReadOut readOut = options.construction() == Construction.SCAN
                ? scanned(program.readAtTheEnd().readOut(), steps)
                : forward(model, program.transformer());
        int sink = 0;
        int[] shown = new int[tokens.length()];
        int[] answers = new int[tokens.length()];
        Arrays.fill(answers, Pass.Positions.NONE);
        int step = 0;
        for (int token = 0; step < steps; token++) {
            if (model.origin(token).kind() == Kind.SINK) {
                sink = token;
            } else if (model.origin(token).kind() == Kind.VARIABLE) {
                shown[task.headerLength() + step] = token;
                answers[task.headerLength() + step] = step;
                step++;
            }
        }
        Arrays.fill(shown, 0, task.headerLength(), sink);
        return new Pass(
                new Program(program.transformer(), program.tokens(), program.inputs(), readOut),
                new Pass.Inputs(model.inputs(evidence(tokens, model))),
                new Pass.Positions(shown, answers));
    }

    @Override
    List<double[]> inputs(TokenSequence tokens, Pass pass, int[] positions) {
        if (options.construction() == Construction.SCAN || !laterRulesOut(tokens)) {
            return super.inputs(tokens, pass, positions);
        }
        return Arrays.stream(positions)
                .mapToObj(position -> withoutLater(pass, position))
                .toList();
    }

    /** Whether a state is impossible given later observations alone. */
    private boolean laterRulesOut(TokenSequence tokens) {
        double[][] transition = task.transition(tokens);
        double[][] emission = task.emission(tokens);
        int[] observations = task.observations(tokens);
        boolean[] possible = new boolean[task.states()];
        Arrays.fill(possible, true);
        for (int step = observations.length - 1; step > 0; step--) {
            boolean[] before = new boolean[task.states()];
            for (int from = 0; from < before.length; from++) {
                for (int to = 0; to < before.length; to++) {
                    before[from] |= possible[to] && transition[from][to] > 0 && emission[to][observations[step]] > 0;
                }
                if (!before[from]) {
                    return true;
                }
            }
            possible = before;
        }
        return false;
    }

    private static double[] withoutLater(Pass pass, int position) {
        double[] inputs = pass.inputs().values();
        double[] none = pass.program().defaultInputs();
        BitSet later = new BitSet();
        for (int p = position + 1; p < pass.positions().count(); p++) {
            later.set(pass.positions().token(p));
        }
        for (int i = 0; i < inputs.length; i++) {
            if (later.get(pass.program().inputs().get(i).cell().token())) {
                inputs[i] = none[i];
            }
        }
        return inputs;
    }

    /** The second half of what a scan reads. */
    private ReadOut scanned(ReadOut readOut, int steps) {
        int outcomes = steps * task.states();
        List<Cell> cells = readOut.cells().subList(outcomes, 2 * outcomes);
        return new ReadOut(
                readOut.layers(), cells, Matrix.identity(outcomes), Collections.nCopies(steps, task.states()));
    }

    /** Evidence and forward message of each step, each with what its mark of impossible states weighs. */
    private ReadOut forward(CompiledModel model, Transformer layers) {
        ResidualLayout layout = layers.layout();
        Map<Integer, List<Integer>> tokensOf = new HashMap<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            TokenOrigin origin = model.origin(token);
            // The factor before step t is number t − 1.
            boolean isForward = origin.kind() == Kind.MESSAGE
                    && origin.factor().orElseThrow() == origin.variable().orElseThrow() - 1;
            if (origin.kind() == Kind.VARIABLE || isForward) {
                tokensOf.computeIfAbsent(origin.variable().orElseThrow(), unused -> new ArrayList<>())
                        .add(token);
            }
        }
        List<Cell> cells = new ArrayList<>();
        int steps = model.graph().variables().size();
        Matrix.Builder logits = Matrix.builder(steps * task.states(), 2 * (2 * steps - 1) * task.states());
        for (int step = 0; step < steps; step++) {
            for (int s = 0; s < task.states(); s++) {
                for (int token : tokensOf.get(step)) {
                    logits.append(cells.size(), 1);
                    cells.add(new Cell(token, layout.subspace("message").at(s)));
                    logits.append(cells.size(), model.bounds().impossibleWeight());
                    cells.add(new Cell(token, layout.subspace("impossible").at(s)));
                }
                logits.endRow();
            }
        }
        int last = layers.layers().size() - 1;
        return new ReadOut(List.of(last), cells, logits.build(), Collections.nCopies(steps, task.states()));
    }
}
