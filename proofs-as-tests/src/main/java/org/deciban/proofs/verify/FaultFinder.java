package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.ImportedModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * Finds the part of a model that is at fault for a wrong answer.
 *
 * <p>An imported model is compared with a fresh compilation of its graph, part by part: where the weights of a part differ, both
 * versions of it are run on what the model hands it. Of the parts whose outputs differ, the first is named that makes the
 * answer right when it alone is put right; if none does, the first whose output is off by more than rounding. Weights depend on
 * size bounds alone, so that this holds too for a file made from the graph in another order, whose tokens differ without being
 * wrong. Where nothing differs, the engine is watched at work (a compiled model starts here), against the dense engine.
 */
final class FaultFinder {
    /** Attention weights that are computed to find a fault: some seconds. */
    static final double MOST_WEIGHTS = 3e8;

    /** What engines may differ by, in parts of the largest entry; a fault that no repair confirms must exceed it. */
    private static final double ROUNDING = 1e-9;

    private FaultFinder() {}

    /**
     * The part at fault.
     *
     * @param isRight whether a repaired model answers this evidence right
     * @return empty if no part is seen to differ, the model is too large, or running its parts fails
     */
    static Optional<Fault> find(BeliefModel model, Evidence given, Predicate<BeliefModel> isRight) {
        return attempt(model, () -> {
            Optional<Fault> inWeights = model instanceof ImportedModel imported
                    ? findInWeights(imported, given, isRight)
                    : Optional.empty();
            return inWeights.isPresent() ? inWeights : EngineFault.find(model, given, ROUNDING);
        });
    }

    /**
     * The part that an engine computes otherwise than the dense engine.
     *
     * @return empty if it shows none, the model is too large, or running its parts fails
     */
    static Optional<Fault> findInEngine(BeliefModel model, Evidence given) {
        return attempt(model, () -> EngineFault.find(model, given, ROUNDING));
    }

    private static Optional<Fault> attempt(BeliefModel model, Supplier<Optional<Fault>> search) {
        if (weightsOfWidestLayer(model.program()) > MOST_WEIGHTS) {
            return Optional.empty();
        }
        try {
            return search.get();
        } catch (RuntimeException e) {
            // Whatever a foreign engine or a broken model throws here: the verdict stands without the place.
            return Optional.empty();
        }
    }

    private static double weightsOfWidestLayer(Program program) {
        double tokens = program.tokens().rows();
        int heads = program.transformer().layers().stream()
                .mapToInt(layer -> layer.heads().size())
                .max()
                .orElse(0);
        return tokens * tokens * heads;
    }

    private static Optional<Fault> findInWeights(ImportedModel model, Evidence given, Predicate<BeliefModel> isRight) {
        Optional<CompiledModel> fresh = model.findFreshCompilation();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        Program expected = inTheFormatOf(model.contents(), fresh.get().program());
        Program actual = model.program();
        if (!sameShape(expected, actual)) {
            return Optional.empty();
        }
        List<Part> parts = parts(expected, actual, fresh.get()::describeToken);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        StepwiseRun stream = new StepwiseRun(actual, model.inputs(given), MOST_WEIGHTS);
        Set<Program> tried = new HashSet<>();
        List<Fault> beyondRounding = new ArrayList<>();
        boolean allReached = true;
        for (Part part : parts) {
            boolean reached = stream.reaches(part);
            allReached &= reached;
            Optional<Deviation> deviation = reached ? part.deviation(stream, 0) : Optional.empty();
            if (deviation.isPresent()) {
                Program repaired = part.repair(actual);
                // A layer that stands in several places is repaired in all of them at once.
                if (tried.add(repaired) && isRight(repaired, model, isRight)) {
                    return Optional.of(new Fault(part.place(), part.weights(), deviation.get(), true));
                }
                part.deviation(stream, ROUNDING)
                        .ifPresent(large -> beyondRounding.add(new Fault(part.place(), part.weights(), large, false)));
            }
        }
        // Tokens in another order are no fault, so that they are named only if nothing else is off.
        Optional<Fault> inLayers = beyondRounding.stream()
                .filter(fault -> fault.layer().isPresent())
                .findFirst();
        return inLayers.isPresent() || !allReached
                ? inLayers
                : beyondRounding.stream().findFirst();
    }

    /** Rounded to float32 if the file is. */
    private static Program inTheFormatOf(TransformerFile file, Program program) {
        return new TransformerFile(program, file.provenance(), file.weights()).program();
    }

    private static boolean isRight(Program repaired, ImportedModel model, Predicate<BeliefModel> isRight) {
        TransformerFile file = TransformerFile.of(repaired, model.contents().provenance());
        try {
            return isRight.test(ImportedModel.of(model.file(), file, model.graph()));
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The parts that differ, in the order of the forward pass. A layer that stands in several places counts in each. */
    private static List<Part> parts(Program expected, Program actual, IntFunction<String> describe) {
        List<Part> parts = new ArrayList<>();
        WholePart.tokens(expected, actual, describe).ifPresent(parts::add);
        List<Layer> layers = actual.transformer().layers();
        for (int l = 0; l < layers.size(); l++) {
            Layer reference = expected.transformer().layers().get(l);
            if (!reference.equals(layers.get(l))) {
                LayerPart.of(actual.transformer().layout(), l, reference, layers.get(l)).stream()
                        .filter(LayerPart::differs)
                        .forEach(parts::add);
            }
        }
        WholePart.readOut(expected, actual).ifPresent(parts::add);
        return parts;
    }

    /** Whether parts can be held against each other one by one. */
    private static boolean sameShape(Program one, Program other) {
        List<Layer> layers = one.transformer().layers();
        List<Layer> others = other.transformer().layers();
        if (!one.transformer().layout().equals(other.transformer().layout())
                || one.tokens().rows() != other.tokens().rows()
                || layers.size() != others.size()
                || !one.inputs().equals(other.inputs())
                || !one.readOut().layers().equals(other.readOut().layers())
                || !one.readOut().cells().equals(other.readOut().cells())
                || !one.readOut().states().equals(other.readOut().states())) {
            return false;
        }
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l).heads().size() != others.get(l).heads().size()) {
                return false;
            }
        }
        return true;
    }

    /** A stream as it was traced. */
    record Recorded(ForwardTrace trace) implements Part.Stream {
        @Override
        public Matrix beforeHeads(int layer) {
            return trace.get(HookPoint.residual(layer, Site.RESID_PRE));
        }

        @Override
        public Matrix beforeFeedForward(int layer) {
            return trace.get(HookPoint.residual(layer, Site.RESID_MID));
        }
    }
}
