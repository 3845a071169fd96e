package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.deciban.heads.tasks.Facts;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/**
 * A feed-forward as a key-value memory: a unit for each fact, whose row of W_1 is its key, and W_2 maps what the units say to the object.
 *
 * <pre>
 *   h_i(s) = relu(ρ − Hamming(s, s_i))         logit_o = 2048 · Σ_i W_2[o, i] h_i(s)
 * </pre>
 *
 * <p>With radius ρ = 1 a unit fires for its own subject alone, and W_2 holds the objects, one-hot. With more, keys overlap: units fire
 * for neighbours too, and W_2 = V K⁻¹, with K the activations for the subjects held and V their objects. What is held comes out the same;
 * for what is not, the neighbours answer.
 */
public final class FeedForwardMemory implements HeadConstruction {
    private final Facts task;
    private final ConstructedModel model;
    private final int radius;
    private final List<Integer> subjects;
    private final Subspace object;

    private FeedForwardMemory(Facts task, ConstructedModel model, int radius, List<Integer> subjects, Subspace object) {
        this.task = task;
        this.model = model;
        this.radius = radius;
        this.subjects = subjects;
        this.object = object;
    }

    /**
     * Stores facts.
     *
     * @param radius ρ, at least 1
     * @throws IllegalArgumentException if there is no fact, or the keys depend on each other linearly, so that not all values can be
     *     stored
     */
    public static FeedForwardMemory of(Facts facts, int radius) {
        if (radius < 1 || facts.held().isEmpty()) {
            throw new IllegalArgumentException("a memory must have a radius ≥ 1 and ≥ 1 fact, got " + radius + " and "
                    + facts.held().size());
        }
        List<Integer> subjects = List.copyOf(facts.held().keySet());
        TokenCode.Builder blocks = TokenCode.unbounded(facts.symbols().size());
        Subspace address = blocks.block("address", 2 * SubjectCode.bits(facts));
        Subspace object = blocks.block("object", facts.objects());
        SubjectCode.address(blocks, facts, address);
        TokenCode code = blocks.build();
        RealMatrix values = new Array2DRowRealMatrix(facts.objects(), subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            values.setEntry(facts.held().get(subjects.get(i)), i, 1);
        }
        DecompositionSolver solver = solver(subjects, radius);
        if (!solver.isNonSingular()) {
            throw new IllegalArgumentException("the keys of these " + subjects.size()
                    + " facts depend on each other linearly at radius " + radius + ". Maybe take radius 1?");
        }
        RealMatrix weights = values.multiply(solver.getInverse());
        Units units = new Units(Activation.RELU, code);
        for (int i = 0; i < subjects.size(); i++) {
            Map<Integer, Double> form = new TreeMap<>();
            SubjectCode.distanceFrom(address, subjects.get(i))
                    .forEach((dimension, value) -> form.put(dimension, -value));
            form.put(code.one.dimension(), (double) radius);
            form.put(code.start.dimension(), (double) -radius);
            Map<Integer, Double> to = new TreeMap<>();
            for (int o = 0; o < facts.objects(); o++) {
                to.put(object.at(o), weights.getEntry(o, i));
            }
            units.add(form, 0, to);
        }
        List<Map<Integer, Double>> logits = new ArrayList<>();
        for (int o = 0; o < facts.objects(); o++) {
            logits.add(Map.of(object.at(o), HARD));
        }
        // A memory without a detector never says that it does not know.
        logits.add(Map.of(code.one.dimension(), -HARD * HARD));
        ConstructedModel model = new ConstructedModel(
                "feed-forward memory",
                code,
                List.of(new Layer("memory", List.of(), units.build())),
                ReadOuts.of(code, logits));
        return new FeedForwardMemory(facts, model, radius, subjects, object);
    }

    /** Whether the keys of these facts are linearly independent at a radius, so that any values can be stored; always at radius 1. */
    public static boolean canHold(Facts facts, int radius) {
        return solver(List.copyOf(facts.held().keySet()), radius).isNonSingular();
    }

    private static DecompositionSolver solver(List<Integer> subjects, int radius) {
        RealMatrix keys = new Array2DRowRealMatrix(subjects.size(), subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            keys.setColumn(i, activations(subjects, radius, subjects.get(i)));
        }
        return new LUDecomposition(keys).getSolver();
    }

    @Override
    public String name() {
        return "feed-forward memory";
    }

    @Override
    public Facts task() {
        return task;
    }

    @Override
    public ConstructedModel model() {
        return model;
    }

    /** The subjects that are held, in the order of the units. */
    public List<Integer> subjects() {
        return subjects;
    }

    /** What the units say for a subject, shape {@code [units]}: the key of its fact, if it is held. */
    public double[] key(int subject) {
        return activations(subjects, radius, subject);
    }

    private static double[] activations(List<Integer> subjects, int radius, int subject) {
        return subjects.stream()
                .mapToDouble(held -> Math.max(0, radius - Integer.bitCount(held ^ subject)))
                .toArray();
    }

    /**
     * The model with another object for a subject that is held, by a rank-one update of W_2 that leaves what is held otherwise alone.
     *
     * @throws IllegalArgumentException if the subject is not held, or there is no such object
     */
    public ConstructedModel edited(int subject, int newObject) {
        requireHeld(subject);
        double[][] stored = subjects.stream().map(this::key).toArray(double[][]::new);
        return edited(subject, newObject, RankOneEdit.dual(stored, key(subject)));
    }

    /** The same by the update that would do if keys were orthogonal: {@code u = k / (k · k)}. */
    public ConstructedModel editedAlongKey(int subject, int newObject) {
        requireHeld(subject);
        return edited(subject, newObject, RankOneEdit.dual(new double[][] {key(subject)}, key(subject)));
    }

    private int requireHeld(int subject) {
        return task.findObject(subject)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an edit must be of a subject that is held, got " + subject + ". Maybe store the fact?"));
    }

    private ConstructedModel edited(int subject, int newObject, double[] direction) {
        int old = requireHeld(subject);
        if (newObject < 0 || newObject >= task.objects()) {
            throw new IllegalArgumentException(
                    "the new object must be in 0 … " + (task.objects() - 1) + ", got " + newObject);
        }
        FeedForward before = model.transformer().layers().get(0).feedForward();
        double[] change = new double[model.transformer().layout().modelDim()];
        change[object.at(old)] -= 1;
        change[object.at(newObject)] += 1;
        Matrix weights = before.w2().plus(RankOneEdit.outer(change, direction));
        FeedForward after = new FeedForward(before.w1(), before.b1(), weights, before.b2(), before.activation());
        return model.withLayers(List.of(new Layer("memory", List.of(), after)));
    }
}
