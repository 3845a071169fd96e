package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;

/**
 * How one layer makes the entries that are asked for. What an entry needs of the stream before the layer is asked for in turn.
 *
 * <pre>
 *   node        Σ weight · entry + constant                    a channel of a constant head, for tokens with equal queries
 *   output      a channel of a head that attends by content, or that is not folded, for one token
 *   unit        φ(Σ weight · entry + constant)                 a hidden unit, for one token; reads the stream after attention
 *   entry ←     keep · entry + constant + Σ weight · node + Σ weight · output      attention
 *   entry ←     entry + constant + Σ weight · unit                                  feed-forward
 * </pre>
 */
final class LayerFold {
    final Layer layer;
    private final Entries entries;
    private final WrittenDimensions written;
    private final FoldedHead[] heads;
    private final FreeHead[] freeHeads;

    final Csr nodes = new Csr();
    final DoubleList nodeConstants = new DoubleList();
    /** By head: (row, channel), and the node of each. */
    private final PairIndex[] nodeOf;

    private final IntList[] nodeNumbers;

    /** By head with constant attention: the tokens of which an output is asked for. */
    private final PairIndex[] asked;

    final List<Query> queries = new ArrayList<>();
    /** Of all queries, one list a pair: the entries its score adds up. */
    final Csr queryTerms = new Csr();
    /** Of all queries, one list a channel: the pairs and their values. */
    final Csr queryValues = new Csr();

    private final List<Map<Integer, Integer>> queryOf = new ArrayList<>();

    /** Outputs of queries, or of free heads: {@code (query, place among its channels)} or {@code (~head, …)}. */
    final IntList outputSource = new IntList();

    final IntList outputPlace = new IntList();
    private final PairIndex outputOfQuery = new PairIndex();
    private final IntList outputsOfQueries = new IntList();
    private final PairIndex outputOfFree = new PairIndex();
    private final IntList outputsOfFree = new IntList();

    final Csr units = new Csr();
    final DoubleList unitConstants = new DoubleList();
    private final PairIndex unitOf = new PairIndex();

    /** By update: the entry, and how it is made. */
    final IntList updated = new IntList();

    final DoubleList keep = new DoubleList();
    final DoubleList attentionConstants = new DoubleList();
    final Csr fromNodes = new Csr();
    final Csr fromOutputs = new Csr();
    final DoubleList feedForwardConstants = new DoubleList();
    final Csr fromUnits = new Csr();

    /**
     * @param heads folded heads, null where a head is free
     * @param freeHeads the others
     */
    LayerFold(Layer layer, Entries entries, WrittenDimensions written, FoldedHead[] heads, FreeHead[] freeHeads) {
        this.layer = layer;
        this.entries = entries;
        this.written = written;
        this.heads = heads;
        this.freeHeads = freeHeads;
        this.nodeOf = new PairIndex[heads.length];
        this.nodeNumbers = new IntList[heads.length];
        this.asked = new PairIndex[heads.length];
        for (int h = 0; h < heads.length; h++) {
            nodeOf[h] = new PairIndex();
            nodeNumbers[h] = new IntList();
            asked[h] = new PairIndex();
            queryOf.add(new HashMap<>());
        }
    }

    FoldedHead head(int index) {
        return heads[index];
    }

    FreeHead freeHead(int index) {
        return freeHeads[index];
    }

    /** Writes down how this layer makes an entry; nothing where it leaves it alone. */
    void expand(int entry) {
        int token = entries.token(entry);
        int dimension = entries.dimension(entry);
        double[] kept = {1};
        double[] constant = {0};
        for (int h = 0; h < heads.length; h++) {
            int head = h;
            layer.heads().get(h).wO().forEachInRow(dimension, (channel, weight) -> {
                if (freeHeads[head] != null) {
                    fromOutputs.add(freeOutput(head, token, channel), weight);
                } else if (heads[head].scores().isConstant()) {
                    addConstantHead(head, token, dimension, channel, weight, kept, constant);
                } else {
                    addQuery(head, token, channel, weight);
                }
            });
        }
        FeedForward feedForward = layer.feedForward();
        feedForward.w2().forEachInRow(dimension, (u, weight) -> fromUnits.add(unit(u, token), weight));
        double bias = feedForward.b2().get(dimension, 0);
        int list = updated.size();
        boolean untouched = fromNodes.size() == fromNodes.start(list)
                && fromOutputs.size() == fromOutputs.start(list)
                && fromUnits.size() == fromUnits.start(list)
                && kept[0] == 1
                && constant[0] == 0
                && bias == 0;
        if (!untouched) {
            fromNodes.end();
            fromOutputs.end();
            fromUnits.end();
            updated.add(entry);
            keep.add(kept[0]);
            attentionConstants.add(constant[0]);
            feedForwardConstants.add(bias);
        }
    }

    private void addConstantHead(
            int head, int token, int dimension, int channel, double weight, double[] kept, double[] constant) {
        asked[head].add(token, 0);
        int number = heads[head].row(token);
        FoldedHead.Row row = heads[head].rowAt(number);
        if (row.isOn(token) && readsOnly(head, channel, dimension)) {
            kept[0] += weight * layer.heads().get(head).wV().get(channel, dimension);
            return;
        }
        int node = node(head, number, channel);
        if (nodes.length(node) == 0) {
            constant[0] += weight * nodeConstants.get(node);
        } else {
            fromNodes.add(node, weight);
        }
    }

    private boolean readsOnly(int head, int channel, int dimension) {
        boolean[] only = {true};
        layer.heads().get(head).wV().forEachInRow(channel, (column, weight) -> only[0] &= column == dimension);
        return only[0];
    }

    private int node(int head, int number, int channel) {
        int before = nodeOf[head].size();
        int index = nodeOf[head].add(number, channel);
        if (index == before) {
            FoldedHead.Row row = heads[head].rowAt(number);
            double[] constant = {0};
            for (int i = 0; i < row.tokens().length; i++) {
                int token = row.tokens()[i];
                double share = row.weights()[i];
                layer.heads().get(head).wV().forEachInRow(channel, (dimension, weight) -> {
                    if (written.contains(dimension)) {
                        nodes.add(entries.add(token, dimension), share * weight);
                    } else {
                        constant[0] += share * weight * entries.tokens().get(token, dimension);
                    }
                });
            }
            nodeConstants.add(constant[0]);
            nodeNumbers[head].add(nodes.end());
        }
        return nodeNumbers[head].get(index);
    }

    private void addQuery(int head, int token, int channel, double weight) {
        int number = queryOf.get(head).computeIfAbsent(token, t -> {
            queries.add(query(head, t));
            return queries.size() - 1;
        });
        int place = Arrays.binarySearch(queries.get(number).channels(), channel);
        if (place >= 0) {
            fromOutputs.add(output(number, place), weight);
        }
    }

    /** The number of tokens of which an output of a head with constant attention is asked for. */
    int askedTokens(int head) {
        return asked[head].size();
    }

    /** The number of attention weights of those tokens that are not 0. */
    double keptWeights(int head) {
        double sum = 0;
        for (int i = 0; i < asked[head].size(); i++) {
            sum += heads[head].rowAt(heads[head].row(asked[head].first(i))).tokens().length;
        }
        return sum;
    }

    /** Whether some output of a head that attends by content is asked for at a token. */
    boolean isAsked(int head, int token) {
        return queryOf.get(head).containsKey(token);
    }

    /** What a token that is asked for can attend to by a head that attends by content, as {@link Bounds} will have to prove. */
    int[] candidates(int head, int token) {
        return queries.get(queryOf.get(head).get(token)).candidates();
    }

    private int output(int query, int place) {
        return output(query, place, query, outputOfQuery, outputsOfQueries);
    }

    private int output(int key, int place, int source, PairIndex index, IntList outputs) {
        int before = index.size();
        int found = index.add(key, place);
        if (found == before) {
            outputs.add(outputSource.size());
            outputSource.add(source);
            outputPlace.add(place);
        }
        return outputs.get(found);
    }

    /** The output of a query's channel, or −1 if nobody asks for it. */
    int findOutput(int query, int place) {
        int found = outputOfQuery.find(query, place);
        return found < 0 ? -1 : outputsOfQueries.get(found);
    }

    private int freeOutput(int head, int token, int channel) {
        int place = freeHeads[head].place(token, channel, entries);
        return output(head, place, ~head, outputOfFree, outputsOfFree);
    }

    private Query query(int headIndex, int token) {
        FoldedHead head = heads[headIndex];
        int[] candidates = head.candidates(token, 0);
        SparseVector still = head.stillQuery(token);
        double[] constants = new double[candidates.length];
        int firstTerms = queryTerms.lists();
        TreeMap<Integer, List<double[]>> byChannel = new TreeMap<>();
        Projection.Scratch scratch = head.values().scratch();
        for (int r = 0; r < candidates.length; r++) {
            SparseVector value = head.values().of(entries.tokens(), candidates[r], scratch);
            for (int i = 0; i < value.size(); i++) {
                byChannel
                        .computeIfAbsent(value.index()[i], c -> new ArrayList<>())
                        .add(new double[] {r, value.value()[i]});
            }
        }
        // If all values are zero it does not matter which of them is attended to.
        for (int r = 0; r < candidates.length && !byChannel.isEmpty(); r++) {
            constants[r] = still.dot(head.stillKey(candidates[r])) + addTerms(head, token, candidates[r]);
            queryTerms.end();
        }
        int firstValues = queryValues.lists();
        byChannel.values().forEach(list -> {
            list.forEach(pair -> queryValues.add((int) pair[0], pair[1]));
            queryValues.end();
        });
        int[] channels = byChannel.keySet().stream().mapToInt(Integer::intValue).toArray();
        return new Query(headIndex, token, candidates, constants, firstTerms, channels, firstValues);
    }

    /** The moving coordinates of one score: the part that is known is returned, for the rest entries of the query are asked for. */
    private double addTerms(FoldedHead head, int token, int candidate) {
        SparseVector key = head.movingKey(candidate);
        double[] constant = {0};
        for (int i = 0; i < key.size(); i++) {
            double k = key.value()[i];
            head.head().wQ().forEachInRow(key.index()[i], (dimension, weight) -> {
                if (written.contains(dimension)) {
                    queryTerms.add(entries.add(token, dimension), weight * k);
                } else {
                    constant[0] += weight * k * entries.tokens().get(token, dimension);
                }
            });
        }
        return constant[0];
    }

    private int unit(int u, int token) {
        int before = unitOf.size();
        int number = unitOf.add(u, token);
        if (number == before) {
            FeedForward feedForward = layer.feedForward();
            double[] constant = {feedForward.b1().get(u, 0)};
            feedForward.w1().forEachInRow(u, (dimension, weight) -> {
                if (written.contains(dimension)) {
                    units.add(entries.add(token, dimension), weight);
                } else {
                    constant[0] += weight * entries.tokens().get(token, dimension);
                }
            });
            unitConstants.add(constant[0]);
            units.end();
        }
        return number;
    }
}
