package org.deciban.transformer.folded;

/**
 * A fold in which logarithms are only ever summed, exponentiated and normalised, as products.
 *
 * <p>Two layers take turns. The first writes sums of logarithms, the second a softmax of such sums and the logarithm of what it
 * mixes:
 *
 * <pre>
 *   z_e  =  Σ_j ( a_j(s) + w b_j(s) )  −  ( a_i(s) + w b_i(s) )                           first layer
 *   P(s) =  Σ_{r → s} e^{c_r + Σ z}  /  Σ_r e^{c_r + Σ z}                                 second layer, attention
 *   a(s) =  LOG(P(s)),    b(s) = LOG_FLOOR − LOG(1 − P(s)/1e-300)                         second layer, feed-forward
 * </pre>
 *
 * <p>a is ln P, and b is 0, unless P is 0 (below 1e-300): then both are LOG_FLOOR. With {@code p = P}, and p = 0 for that case,
 * {@code e^(a + w b)} is p up to what float64 can tell, and
 *
 * <pre>
 *   e^(z_e)  ∝  Π_{j ≠ i} p_j(s),          P(s) ∝ Σ_{r → s} e^{c_r} Π e^{z}.
 * </pre>
 *
 * <p>A softmax is blind to a factor that all of its terms share, so each product may be scaled, by powers of two. What a sum of
 * logarithms can hold and a product cannot is watched for: next to each vector of products stands a lower bound of its entries
 * that are not zero, and where those bounds do not exclude underflow, or everything is zero, the sums are computed in
 * logarithms, as the weights say.
 *
 * <p>Arrays: a <em>source</em> is a vector of p's, of one token; a <em>set</em> is a list of sources that are multiplied; a
 * <em>product</em> is a set with at most one of its sources left out. A vector of K entries takes K + 1 places, the last for its
 * lower bound.
 *
 * @param markWeight w
 * @param sources where the sources begin, and their lengths
 * @param inputs the runs' inputs that are sources
 * @param sets the sets and what is computed of each
 * @param updates the softmaxes
 * @param reads for each output cell the place of its product, and of its set
 */
record ProductForm(
        double markWeight, Sources sources, Inputs inputs, Sets sets, Updates updates, Reads reads, int rounds) {

    /**
     * Vectors of p's.
     *
     * @param at where each begins
     * @param length its number of entries
     * @param size places of all of them
     * @param start the p's before the first round
     */
    record Sources(int[] at, int[] length, int size, double[] start) {}

    /**
     * Sources that are inputs, one entry each: {@code p = e^(input[message] + w · input[mark])}.
     *
     * @param source the source of each entry
     * @param element its index in there
     * @param message the input that holds a
     * @param mark the input that holds b
     * @param inputSources the sources that are inputs
     */
    record Inputs(int[] source, int[] element, int[] message, int[] mark, int[] inputSources) {}

    /**
     * Sets of sources. A source is <em>steady</em> if it never changes again after the first round: inputs, and updates without
     * products. Steady sources of a set are multiplied once and for all.
     *
     * @param steadyStart by set: where its steady sources begin in {@code steady}
     * @param steady sources
     * @param steadyAt by set: where the product of its steady sources goes
     * @param steadySize places of all of those
     * @param start by set: where its other sources begin in {@code member}
     * @param member sources
     * @param memberAt by member: where it begins
     * @param boundAt by member: where its lower bound stands
     * @param length by set: the number of entries that are multiplied
     * @param productAt by member: where the product without it goes, or −1
     * @param wholeAt by set: where the product of all goes, or −1
     * @param size places of all products
     * @param setOf by product, ascending by place: its set
     * @param leftOut by product: the member that is left out, counted from the first of its set, or −1
     * @param places by product: where it begins
     */
    record Sets(
            int[] steadyStart,
            int[] steady,
            int[] steadyAt,
            int steadySize,
            int[] start,
            int[] member,
            int[] memberAt,
            int[] boundAt,
            int[] length,
            int[] productAt,
            int[] wholeAt,
            int size,
            int[] setOf,
            int[] leftOut,
            int[] places) {
        int count() {
            return length.length;
        }
    }

    /**
     * Softmaxes. Row r of an update multiplies {@code factor[r]} with one entry of each of its products and adds to an entry of
     * its source. Where most combinations of entries have a row, the update is a <em>tensor</em>: it has a row for every
     * combination, with factor 0 where the softmax has none, the source's entry slowest and the last product's fastest.
     *
     * @param steady how many updates, the first ones, have no products: they are run in the first round alone
     * @param pairs how many after those are tensors of a source of two entries and one product of two
     * @param at by update: where the source begins that it writes
     * @param source by update: that source
     * @param productStart by update: where its products begin in {@code product}
     * @param product indices of products
     * @param place for each of those where it begins
     * @param width for each of those the number of its entries
     * @param tensor by update
     * @param outStart by update: where its entries begin in {@code rowStart}; it has as many as its source
     * @param rowStart by entry, and one more at the end: where the rows that add to it begin
     * @param factor by row: e^{c_r}, the largest of an update being 1
     * @param constant by row: c_r, the largest of an update being 0; −∞ for factor 0
     * @param termStart by update: where the terms of its first row begin; each row has as many as there are products, those of
     *     a tensor are left out
     * @param term places of entries of products
     * @param leastFactor by update: the least factor that is not 0
     */
    record Updates(
            int steady,
            int pairs,
            int[] at,
            int[] source,
            int[] productStart,
            int[] product,
            int[] place,
            int[] width,
            boolean[] tensor,
            int[] outStart,
            int[] rowStart,
            double[] factor,
            double[] constant,
            int[] termStart,
            int[] term,
            double[] leastFactor) {
        int count() {
            return source.length;
        }

        int products(int update) {
            return productStart[update + 1] - productStart[update];
        }

        int length(int update) {
            return outStart[update + 1] - outStart[update];
        }

        /** The most rows of an update. */
        int mostRows() {
            int most = 0;
            for (int u = 0; u < count(); u++) {
                most = Math.max(most, rowStart[outStart[u + 1]] - rowStart[outStart[u]]);
            }
            return most;
        }
    }

    /**
     * Outputs.
     *
     * @param set by cell: the set whose sources it sums
     * @param element by cell: the entry
     */
    record Reads(int[] set, int[] element) {}

    /** Bytes of the arrays. */
    long bytes() {
        return 8L * (sources.size + sets.size + sets.steadySize + 2L * updates.factor.length)
                + 4L * (updates.rowStart.length + updates.term.length + 2L * sets.member.length + sets.steady.length)
                + 16L * updates.count()
                + 16L * sets.count();
    }
}
