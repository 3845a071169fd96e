package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/**
 * What a head is, whatever basis its queries, keys and values are written in.
 *
 * <p>Scores depend on W_Q and W_K through {@code M = W_Qᵀ W_K} alone and outputs on W_V and W_O through {@code C = W_O W_V}
 * alone, so two heads with equal forms are the same head.
 *
 * @param name what the transformer calls the head
 * @param compatibility the terms of M, by receiver, then sender: the log-potential of the edge j → i is
 *     {@code Σ weight · x_i[to] · x_j[from]}
 * @param valuePath the terms of C, by receiver, then sender: the edge adds {@code α_ij · weight · x_j[from]} to
 *     {@code x_i[to]}
 */
public record HeadForm(String name, List<Coupling> compatibility, List<Coupling> valuePath) {

    /** Copies the lists. */
    public HeadForm {
        compatibility = List.copyOf(compatibility);
        valuePath = List.copyOf(valuePath);
    }

    /** The form of a head. Terms that sum to exactly zero are left out. */
    public static HeadForm of(AttentionHead head) {
        SortedMap<Integer, SortedMap<Integer, Double>> scores = new TreeMap<>();
        for (int k = 0; k < head.keyDim(); k++) {
            int row = k;
            head.wQ()
                    .forEachInRow(
                            row, (to, q) -> head.wK().forEachInRow(row, (from, key) -> add(scores, to, from, q * key)));
        }
        SortedMap<Integer, SortedMap<Integer, Double>> values = new TreeMap<>();
        Matrix wO = head.wO();
        for (int dimension = 0; dimension < head.modelDim(); dimension++) {
            int to = dimension;
            wO.forEachInRow(to, (v, o) -> head.wV().forEachInRow(v, (from, value) -> add(values, to, from, o * value)));
        }
        return new HeadForm(head.name(), terms(scores), terms(values));
    }

    private static void add(SortedMap<Integer, SortedMap<Integer, Double>> form, int to, int from, double weight) {
        form.computeIfAbsent(to, t -> new TreeMap<>()).merge(from, weight, Double::sum);
    }

    private static List<Coupling> terms(SortedMap<Integer, SortedMap<Integer, Double>> form) {
        List<Coupling> terms = new ArrayList<>();
        form.forEach((to, bySender) -> bySender.forEach((from, weight) -> {
            if (weight != 0) {
                terms.add(new Coupling(from, to, weight));
            }
        }));
        return terms;
    }

    /** The edges that these potentials give between nodes with these states, {@code [node][dimension]}. */
    List<WeightedEdge> edges(double[][] states) {
        List<WeightedEdge> edges = new ArrayList<>();
        double[] potentials = new double[states.length];
        for (int to = 0; to < states.length; to++) {
            logPotentials(states, to, potentials);
            double largest = Double.NEGATIVE_INFINITY;
            for (double potential : potentials) {
                largest = Math.max(largest, potential);
            }
            double total = 0;
            for (int from = 0; from < potentials.length; from++) {
                potentials[from] = Math.exp(potentials[from] - largest);
                total += potentials[from];
            }
            for (int from = 0; from < potentials.length; from++) {
                if (potentials[from] / total > 0) {
                    edges.add(new WeightedEdge(from, to, potentials[from] / total));
                }
            }
        }
        return edges;
    }

    private void logPotentials(double[][] states, int to, double[] potentials) {
        // What each dimension of a sender counts for this receiver; for most dimensions nothing.
        double[] wanted = new double[states[to].length];
        for (Coupling term : compatibility) {
            wanted[term.from()] += term.weight() * states[to][term.to()];
        }
        int[] read =
                IntStream.range(0, wanted.length).filter(d -> wanted[d] != 0).toArray();
        for (int from = 0; from < potentials.length; from++) {
            double potential = 0;
            for (int dimension : read) {
                potential += wanted[dimension] * states[from][dimension];
            }
            potentials[from] = potential;
        }
    }
}
