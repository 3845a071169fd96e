package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.ProductFormFinder.filled;
import static org.deciban.transformer.folded.ProductFormFinder.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.transformer.Cell;
import org.deciban.transformer.folded.ProductFormFinder.Kind;
import org.deciban.transformer.folded.ProductFormFinder.Misfit;

/** Makes the arrays of a {@link ProductForm} out of what {@link ProductFormFinder} read. */
final class ProductFormBuilder {
    private final ProductFormFinder finder;
    private final Fold fold;
    private final LayerFold second;
    private final Map<Integer, Integer> sourceOfToken = new HashMap<>();
    /** The logarithms that are elements of sources, source by source, by ascending dimension. */
    private final int[] elements;
    /** By logarithm: its source, and its place there. */
    private final int[] sourceOf;

    private final int[] placeOf;
    private int[] sourceAt = {};
    private int[] sourceLength = {};
    private int sourceSize;

    private final Map<List<Integer>, Integer> setOfMembers = new HashMap<>();
    /** By node: the set whose element it is, once that is known. */
    private final int[] setOfNode;

    private final List<int[]> setMembers = new ArrayList<>();
    private final IntList setLength = new IntList();
    /** Products by (set, member left out + 1). */
    private final PairIndex products = new PairIndex();

    ProductFormBuilder(ProductFormFinder finder) {
        this.finder = finder;
        this.fold = finder.fold();
        this.second = fold.folds().get(1);
        this.sourceOf = filled(fold.entries().size());
        this.placeOf = filled(fold.entries().size());
        this.setOfNode = filled(finder.logarithms().lists());
        this.elements = findSources();
    }

    private int[] findSources() {
        long[] byPlace = IntStream.range(0, sourceOf.length)
                .filter(e -> finder.mark(e) >= 0)
                .mapToLong(e ->
                        (long) fold.entries().token(e) << 32 | fold.entries().dimension(e))
                .sorted()
                .toArray();
        int[] sorted = new int[byPlace.length];
        IntList at = new IntList();
        IntList length = new IntList();
        for (int i = 0; i < byPlace.length; i++) {
            int token = (int) (byPlace[i] >>> 32);
            int entry = fold.entries().find(token, (int) byPlace[i]);
            if (i == 0 || token != fold.entries().token(sorted[i - 1])) {
                sourceOfToken.put(token, at.size());
                at.add(sourceSize++);
                length.add(0);
            }
            int source = at.size() - 1;
            sorted[i] = entry;
            sourceOf[entry] = source;
            placeOf[entry] = length.get(source);
            length.set(source, length.get(source) + 1);
            sourceSize++;
        }
        this.sourceAt = at.toArray();
        this.sourceLength = length.toArray();
        return sorted;
    }

    ProductForm build() throws Misfit {
        List<Cell> cells = fold.program().readOut().cells();
        int[] readSet = new int[cells.size()];
        int[] readElement = new int[cells.size()];
        for (int i = 0; i < readSet.length; i++) {
            int entry = fold.entries().find(cells.get(i).token(), cells.get(i).dimension());
            ProductFormFinder.Sum sum = finder.sum(entry);
            require(sum.takenAway() < 0, "an output leaves a source out");
            readSet[i] = set(sum.added());
            readElement[i] = element(sum.added());
        }
        List<UpdateRows.Source> rows = updates();
        ProductForm.Inputs inputs = inputs();
        boolean[] steady = steadySources(inputs, rows);
        ProductForm.Sets sets = sets(steady);
        List<UpdateRows> updates = new ArrayList<>();
        for (UpdateRows.Source ofQuery : rows) {
            updates.add(new UpdateRows(ofQuery, sets));
        }
        updates.sort(Comparator.comparingInt(UpdateRows::order));
        return new ProductForm(
                finder.markWeight(),
                new ProductForm.Sources(sourceAt, sourceLength, sourceSize, startValues()),
                inputs,
                sets,
                UpdateRows.layOut(updates, sourceAt, sets),
                new ProductForm.Reads(readSet, readElement),
                fold.schedule().order().size() / 2);
    }

    /** The place in its sources of what a node adds up. */
    private int element(int node) {
        return placeOf[finder.logarithms().index(finder.logarithms().start(node))];
    }

    private int set(int node) throws Misfit {
        int place = element(node);
        if (setOfNode[node] < 0) {
            Csr logarithms = finder.logarithms();
            List<Integer> members = new ArrayList<>();
            for (int k = logarithms.start(node); k < logarithms.stop(node); k++) {
                require(placeOf[logarithms.index(k)] == place, "a sum takes different places of its sources");
                members.add(sourceOf[logarithms.index(k)]);
            }
            int set = setOfMembers.computeIfAbsent(members, list -> {
                setMembers.add(list.stream().mapToInt(Integer::intValue).toArray());
                setLength.add(0);
                return setMembers.size() - 1;
            });
            setOfNode[node] = set;
            setLength.set(set, Math.max(setLength.get(set), place + 1));
        }
        return setOfNode[node];
    }

    /** The number of a product; its element is that of the node that is added. */
    private int product(ProductFormFinder.Sum sum) throws Misfit {
        int set = set(sum.added());
        if (sum.takenAway() < 0) {
            return products.add(set, 0);
        }
        Csr logarithms = finder.logarithms();
        require(
                logarithms.length(sum.takenAway()) == 1 && element(sum.takenAway()) == element(sum.added()),
                "what is taken away is no single source");
        int source = sourceOf[logarithms.index(logarithms.start(sum.takenAway()))];
        int position = -1;
        for (int i = 0; i < setMembers.get(set).length; i++) {
            position = setMembers.get(set)[i] == source ? i : position;
        }
        require(position >= 0, "what is taken away is not in the sum");
        return products.add(set, position + 1);
    }

    private List<UpdateRows.Source> updates() throws Misfit {
        int[] placeOfOutput = filled(second.outputSource.size());
        for (int entry : elements) {
            if (finder.outputOfLogarithm(entry) >= 0) {
                placeOfOutput[finder.outputOfLogarithm(entry)] = placeOf[entry];
            }
        }
        boolean[] runs = new boolean[second.queries.size()];
        for (int o = 0; o < placeOfOutput.length; o++) {
            runs[second.outputSource.get(o)] = true;
        }
        boolean[] written = new boolean[sourceAt.length];
        List<UpdateRows.Source> updates = new ArrayList<>();
        for (int q = 0; q < runs.length; q++) {
            if (runs[q]) {
                Integer source = sourceOfToken.get(second.queries.get(q).token());
                require(source != null, "a query is computed that nothing reads");
                require(!written[source], "two queries write one source");
                written[source] = true;
                updates.add(update(q, source, placeOfOutput));
            }
        }
        for (int entry : elements) {
            require(
                    written[sourceOf[entry]] == (finder.kind(entry) != Kind.UNTOUCHED),
                    "a source is neither input nor computed");
        }
        return updates;
    }

    /** A query as rows: all of them name the same products in the same order. */
    private UpdateRows.Source update(int number, int source, int[] placeOfOutput) throws Misfit {
        Query query = second.queries.get(number);
        Csr terms = second.queryTerms;
        int rows = query.candidates().length;
        int count = terms.length(query.firstTerms());
        int[] ofRow = new int[count];
        int[] elementOfTerm = new int[rows * count];
        for (int r = 0; r < rows; r++) {
            int list = query.firstTerms() + r;
            require(terms.length(list) == count, "scores of one query take different products");
            for (int k = 0; k < count; k++) {
                int entry = terms.index(terms.start(list) + k);
                require(
                        terms.weight(terms.start(list) + k) == 1
                                && fold.constancy().moves(1, entry),
                        "a score takes a sum other than once");
                ProductFormFinder.Sum sum = finder.sum(entry);
                int product = product(sum);
                ofRow[k] = r == 0 ? product : ofRow[k];
                require(product == ofRow[k], "scores of one query take different products");
                elementOfTerm[r * count + k] = element(sum.added());
            }
        }
        return new UpdateRows.Source(
                source,
                sourceLength[source],
                ofRow,
                elementOfTerm,
                outs(number, query, placeOfOutput),
                query.constants());
    }

    private int[] outs(int number, Query query, int[] placeOfOutput) throws Misfit {
        int[] outs = filled(query.candidates().length);
        Csr values = second.queryValues;
        for (int c = 0; c < query.channels().length; c++) {
            int output = second.findOutput(number, c);
            int list = query.firstValues() + c;
            for (int k = values.start(list); k < values.stop(list); k++) {
                int row = values.index(k);
                require(
                        output >= 0 && placeOfOutput[output] >= 0 && outs[row] < 0 && values.weight(k) == 1,
                        "a candidate does not stand for one element");
                outs[row] = placeOfOutput[output];
            }
        }
        require(Arrays.stream(outs).allMatch(place -> place >= 0), "a candidate stands for nothing");
        return outs;
    }

    private ProductForm.Inputs inputs() throws Misfit {
        int[] inputOf = filled(sourceOf.length);
        for (int i = 0; i < fold.program().inputs().size(); i++) {
            Cell cell = fold.program().inputs().get(i).cell();
            int entry = fold.entries().find(cell.token(), cell.dimension());
            if (entry >= 0) {
                inputOf[entry] = i;
            }
        }
        IntList source = new IntList();
        IntList place = new IntList();
        IntList message = new IntList();
        IntList mark = new IntList();
        IntList inputSources = new IntList();
        for (int entry : elements) {
            boolean isInput = finder.kind(entry) == Kind.UNTOUCHED;
            require(
                    isInput == (inputOf[entry] >= 0) && isInput == (inputOf[finder.mark(entry)] >= 0),
                    "a source is neither input nor computed");
            if (isInput) {
                source.add(sourceOf[entry]);
                place.add(placeOf[entry]);
                message.add(inputOf[entry]);
                mark.add(inputOf[finder.mark(entry)]);
                if (placeOf[entry] == 0) {
                    inputSources.add(sourceOf[entry]);
                }
            }
        }
        return new ProductForm.Inputs(
                source.toArray(), place.toArray(), message.toArray(), mark.toArray(), inputSources.toArray());
    }

    private double[] startValues() {
        double[] start = new double[sourceSize];
        double[] least = new double[sourceAt.length];
        Arrays.fill(least, 1);
        for (int entry : elements) {
            double p = Math.exp(fold.entries().base(entry)
                    + finder.markWeight() * fold.entries().base(finder.mark(entry)));
            int source = sourceOf[entry];
            start[sourceAt[source] + placeOf[entry]] = p;
            least[source] = p > 0 ? Math.min(least[source], p) : least[source];
        }
        for (int source = 0; source < least.length; source++) {
            start[sourceAt[source] + sourceLength[source]] = least[source];
        }
        return start;
    }

    /** Sources that never change after the first round; what some product leaves out stands by itself. */
    private boolean[] steadySources(ProductForm.Inputs inputs, List<UpdateRows.Source> updates) {
        boolean[] steady = new boolean[sourceAt.length];
        for (int source : inputs.inputSources()) {
            steady[source] = true;
        }
        for (UpdateRows.Source update : updates) {
            steady[update.source()] = update.products().length == 0;
        }
        for (int p = 0; p < products.size(); p++) {
            if (products.second(p) > 0) {
                steady[setMembers.get(products.first(p))[products.second(p) - 1]] = false;
            }
        }
        return steady;
    }

    private ProductForm.Sets sets(boolean[] steadySources) {
        int count = setMembers.size();
        int[] steadyStart = new int[count + 1];
        int[] start = new int[count + 1];
        int[] steadyAt = new int[count];
        IntList steady = new IntList();
        IntList member = new IntList();
        int steadySize = 0;
        /* By set and place in the whole list: the place among the members. */
        int[][] placeAmongMembers = new int[count][];
        for (int s = 0; s < count; s++) {
            placeAmongMembers[s] = new int[setMembers.get(s).length];
            for (int i = 0; i < placeAmongMembers[s].length; i++) {
                int source = setMembers.get(s)[i];
                placeAmongMembers[s][i] = member.size() - start[s];
                (steadySources[source] ? steady : member).add(source);
            }
            steadyStart[s + 1] = steady.size();
            start[s + 1] = member.size();
            steadyAt[s] = steadySize;
            steadySize += setLength.get(s) + 1;
        }
        int[] set = new int[products.size()];
        int[] leftOut = new int[set.length];
        for (int p = 0; p < set.length; p++) {
            set[p] = products.first(p);
            leftOut[p] = products.second(p) == 0 ? -1 : placeAmongMembers[set[p]][products.second(p) - 1];
        }
        // Products of one set side by side, as they are written.
        int[] bySet = IntStream.range(0, set.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(p -> set[p]).thenComparingInt(p -> leftOut[p]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] productAt = filled(member.size());
        int[] wholeAt = filled(count);
        int[] places = new int[set.length];
        int size = 0;
        for (int p : bySet) {
            places[p] = size;
            if (leftOut[p] < 0) {
                wholeAt[set[p]] = size;
            } else {
                productAt[start[set[p]] + leftOut[p]] = size;
            }
            size += setLength.get(set[p]) + 1;
        }
        int[] members = member.toArray();
        return new ProductForm.Sets(
                steadyStart,
                steady.toArray(),
                steadyAt,
                steadySize,
                start,
                members,
                Arrays.stream(members).map(source -> sourceAt[source]).toArray(),
                Arrays.stream(members)
                        .map(source -> sourceAt[source] + sourceLength[source])
                        .toArray(),
                setLength.toArray(),
                productAt,
                wholeAt,
                size,
                set,
                leftOut,
                places);
    }
}
