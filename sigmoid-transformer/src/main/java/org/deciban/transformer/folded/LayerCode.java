package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.Activation;

/** A layer as loops over arrays: what moves is computed, what does not is folded into constants. */
final class LayerCode {
    /** exp of anything below is exactly 0.0. */
    private static final double UNDERFLOW = -FoldedHead.UNDERFLOW_GAP;

    private final Terms nodes;
    private final List<QueryCode> queries = new ArrayList<>();
    private final List<FreeHeadCode> freeHeads = new ArrayList<>();
    private final int outputs;
    private final int mostPairs;
    private final int[] updated;
    private final double[] keep;
    private final Terms fromNodes;
    private final Terms fromOutputs;
    private final Terms units;
    private final Activation activation;
    private final Terms fromUnits;

    /**
     * A query that runs.
     *
     * @param scores a form for each pair
     * @param outputs the outputs to write, each a sum of values over pairs
     * @param channels for each of them its list in the values
     */
    private record QueryCode(Terms scores, Csr values, IntList outputs, IntList channels) {}

    LayerCode(int layer, Fold fold) {
        LayerFold from = fold.folds().get(layer);
        Constancy constancy = fold.constancy();
        Constancy.After after = constancy.after(layer);
        Renumbered movingNodes = new Renumbered(after.nodeMoving, after.nodeValue);
        Renumbered movingUnits = new Renumbered(after.unitMoving, after.unitValue);
        Lookup before = new Lookup() {
            @Override
            public boolean moves(int e) {
                return constancy.moves(layer, e);
            }

            @Override
            public double value(int e) {
                return constancy.value(layer, e);
            }
        };
        Lookup mid = new Lookup() {
            @Override
            public boolean moves(int e) {
                return after.midMoving.get(e);
            }

            @Override
            public double value(int e) {
                return after.midValue[e];
            }
        };
        this.nodes = fold(from.nodes, from.nodeConstants, movingNodes.kept, before);
        this.units = fold(from.units, from.unitConstants, movingUnits.kept, mid);
        this.activation = from.layer.feedForward().activation();
        this.outputs = from.outputSource.size();
        this.mostPairs = addQueries(from, before);
        addFreeHeads(from, fold);
        IntList entries = new IntList();
        IntList numbers = new IntList();
        DoubleList kept = new DoubleList();
        DoubleList constants = new DoubleList();
        for (int i = 0; i < from.updated.size(); i++) {
            int e = from.updated.get(i);
            if (constancy.everChanges(e)) {
                boolean moves = before.moves(e);
                entries.add(e);
                numbers.add(i);
                kept.add(moves ? from.keep.get(i) : 0);
                constants.add(from.attentionConstants.get(i) + (moves ? 0 : from.keep.get(i) * before.value(e)));
            }
        }
        this.updated = entries.toArray();
        this.keep = kept.toArray();
        int[] which = numbers.toArray();
        this.fromNodes = fold(from.fromNodes, constants, which, movingNodes);
        this.fromOutputs = fold(from.fromOutputs, new DoubleList(), which, ALL);
        DoubleList biases = new DoubleList();
        for (int i : which) {
            biases.add(from.feedForwardConstants.get(i));
        }
        this.fromUnits = fold(from.fromUnits, biases, which, movingUnits);
    }

    /** What moves, and the value of what does not. */
    private interface Lookup {
        boolean moves(int index);

        double value(int index);

        /** The place of what moves. */
        default int place(int index) {
            return index;
        }
    }

    private static final Lookup ALL = new Lookup() {
        @Override
        public boolean moves(int index) {
            return true;
        }

        @Override
        public double value(int index) {
            return 0;
        }
    };

    /** What moves, numbered without the rest. */
    private static final class Renumbered implements Lookup {
        private final java.util.BitSet moving;
        private final double[] value;
        private final int[] place;
        final int[] kept;

        Renumbered(java.util.BitSet moving, double[] value) {
            this.moving = moving;
            this.value = value;
            this.kept = moving.stream().toArray();
            this.place = new int[value.length];
            for (int i = 0; i < kept.length; i++) {
                place[kept[i]] = i;
            }
        }

        @Override
        public boolean moves(int index) {
            return moving.get(index);
        }

        @Override
        public double value(int index) {
            return value[index];
        }

        @Override
        public int place(int index) {
            return place[index];
        }
    }

    /** The forms of some lists; constants come by number of the list, or in the order of {@code which} if there are as many. */
    private static Terms fold(Csr lists, DoubleList constants, int[] which, Lookup lookup) {
        Csr folded = new Csr();
        DoubleList sums = new DoubleList();
        boolean inOrder = constants.size() == which.length;
        for (int i = 0; i < which.length; i++) {
            int list = which[i];
            double constant = constants.size() == 0 ? 0 : constants.get(inOrder ? i : list);
            for (int k = lists.start(list); k < lists.stop(list); k++) {
                int index = lists.index(k);
                if (lookup.moves(index)) {
                    folded.add(lookup.place(index), lists.weight(k));
                } else {
                    constant += lists.weight(k) * lookup.value(index);
                }
            }
            sums.add(constant);
            folded.end();
        }
        return new Terms(sums, folded);
    }

    private int addQueries(LayerFold from, Lookup before) {
        List<IntList> outputsOf = new ArrayList<>();
        List<IntList> channelsOf = new ArrayList<>();
        for (int q = 0; q < from.queries.size(); q++) {
            outputsOf.add(new IntList());
            channelsOf.add(new IntList());
        }
        for (int o = 0; o < from.outputSource.size(); o++) {
            if (from.outputSource.get(o) >= 0) {
                outputsOf.get(from.outputSource.get(o)).add(o);
                int source = from.outputSource.get(o);
                channelsOf.get(source).add(from.queries.get(source).firstValues() + from.outputPlace.get(o));
            }
        }
        int most = 0;
        for (int q = 0; q < from.queries.size(); q++) {
            if (outputsOf.get(q).size() > 0) {
                Query query = from.queries.get(q);
                DoubleList constants = new DoubleList();
                int[] all = new int[query.candidates().length];
                for (int r = 0; r < all.length; r++) {
                    all[r] = query.firstTerms() + r;
                    constants.add(query.constants()[r]);
                }
                Terms scores = fold(from.queryTerms, constants, all, before);
                queries.add(new QueryCode(scores, from.queryValues, outputsOf.get(q), channelsOf.get(q)));
                most = Math.max(most, all.length);
            }
        }
        return most;
    }

    private void addFreeHeads(LayerFold from, Fold fold) {
        int heads = from.layer.heads().size();
        for (int h = 0; h < heads; h++) {
            FreeHead head = from.freeHead(h);
            if (head != null && head.outputs() > 0) {
                int[] outputOf = new int[head.outputs()];
                for (int o = 0; o < from.outputSource.size(); o++) {
                    if (from.outputSource.get(o) == ~h) {
                        outputOf[from.outputPlace.get(o)] = o;
                    }
                }
                freeHeads.add(new FreeHeadCode(head, fold, outputOf));
            }
        }
    }

    /** Arrays that a run of this layer needs; reused from layer to layer and run to run. */
    int scratchSize(int lanes) {
        int ofHeads =
                freeHeads.stream().mapToInt(FreeHeadCode::scratchSize).max().orElse(0);
        return Math.max(ofHeads, Math.max(Math.max(nodes.size(), units.size()), mostPairs + 2) * lanes);
    }

    int outputsSize(int lanes) {
        return outputs * lanes;
    }

    /** Runs the layer on the entries of {@code lanes} runs. */
    void run(double[] x, double[] scratch, double[] outputValues, int lanes) {
        // By number: an iterator would be an object in every layer.
        for (int q = 0; q < queries.size(); q++) {
            run(queries.get(q), x, scratch, outputValues, lanes);
        }
        for (int h = 0; h < freeHeads.size(); h++) {
            freeHeads.get(h).run(x, scratch, outputValues, lanes);
        }
        for (int n = 0; n < nodes.size(); n++) {
            nodes.evaluate(n, x, scratch, n * lanes, lanes);
        }
        for (int i = 0; i < updated.length; i++) {
            int at = updated[i] * lanes;
            double kept = keep[i];
            for (int l = 0; l < lanes; l++) {
                // Written so that an entry that is not kept may have any value.
                x[at + l] = kept == 0 ? 0 : kept * x[at + l];
            }
            fromNodes.add(i, scratch, x, at, lanes);
            fromOutputs.add(i, outputValues, x, at, lanes);
        }
        for (int u = 0; u < units.size(); u++) {
            units.evaluate(u, x, scratch, u * lanes, lanes);
            for (int l = u * lanes; l < (u + 1) * lanes; l++) {
                scratch[l] = activation.apply(scratch[l]);
            }
        }
        for (int i = 0; i < updated.length; i++) {
            fromUnits.add(i, scratch, x, updated[i] * lanes, lanes);
        }
    }

    private static void run(QueryCode query, double[] x, double[] scratch, double[] outputValues, int lanes) {
        int pairs = query.scores.size();
        for (int r = 0; r < pairs; r++) {
            query.scores.evaluate(r, x, scratch, r * lanes, lanes);
        }
        int max = pairs * lanes;
        int sum = max + lanes;
        Arrays.fill(scratch, max, sum, Double.NEGATIVE_INFINITY);
        Arrays.fill(scratch, sum, sum + lanes, 0);
        for (int r = 0; r < max; r += lanes) {
            for (int l = 0; l < lanes; l++) {
                scratch[max + l] = Math.max(scratch[max + l], scratch[r + l]);
            }
        }
        for (int r = 0; r < max; r += lanes) {
            for (int l = 0; l < lanes; l++) {
                double shifted = scratch[r + l] - scratch[max + l];
                double e = shifted < UNDERFLOW ? 0 : StrictMath.exp(shifted);
                scratch[r + l] = e;
                scratch[sum + l] += e;
            }
        }
        for (int o = 0; o < query.outputs.size(); o++) {
            int at = query.outputs.get(o) * lanes;
            int list = query.channels.get(o);
            Arrays.fill(outputValues, at, at + lanes, 0);
            for (int k = query.values.start(list); k < query.values.stop(list); k++) {
                int r = query.values.index(k) * lanes;
                double value = query.values.weight(k);
                for (int l = 0; l < lanes; l++) {
                    outputValues[at + l] += value * scratch[r + l];
                }
            }
            for (int l = 0; l < lanes; l++) {
                outputValues[at + l] /= scratch[sum + l];
            }
        }
    }

    /** Bytes of the arrays. */
    long bytes() {
        long sum = nodes.bytes() + units.bytes() + fromNodes.bytes() + fromOutputs.bytes() + fromUnits.bytes();
        for (QueryCode query : queries) {
            sum += query.scores.bytes();
        }
        return sum + 12L * updated.length;
    }
}
