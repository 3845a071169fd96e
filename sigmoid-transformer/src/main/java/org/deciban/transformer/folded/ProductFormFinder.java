package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deciban.transformer.Activation;

/**
 * Recognises a {@link ProductForm} in a fold, term by term; gives up at the first that does not fit. Weights of sums are compared
 * with the form to 1e-12, since an average times its denominator is a sum to rounding; all others exactly.
 */
final class ProductFormFinder {
    private static final double ROUNDING = 1e-12;

    /** What does not fit. */
    private static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String reason) {
            super(reason, null, false, false);
        }
    }

    /** What an entry is after the second layer. */
    private enum Kind {
        /** LOG(P). */
        LOGARITHM,
        /** LOG_FLOOR − LOG(1 − P/1e-300). */
        MARK,
        /** The same where P is always 0, or was never computed: LOG_FLOOR, either way. */
        FLOOR
    }

    /** Where the first entries that a sum adds for one token belong: a source, and the place in it. */
    private record Element(int token, int messageEntry, int markEntry) {}

    private final Fold fold;
    private final LayerFold first;
    private final LayerFold second;
    private final Constancy.After afterFirst;
    private final Constancy.After afterSecond;
    private final Map<Integer, Integer> updateOfFirst = new HashMap<>();
    private final Map<Integer, Kind> kinds = new HashMap<>();
    /** By logarithm or mark: the entry that holds its P. */
    private final Map<Integer, Integer> mixedOf = new HashMap<>();
    /** By entry that holds a P: the query and the place of its channel. */
    private final Map<Integer, int[]> outputOf = new HashMap<>();

    private double markWeight = Double.NaN;
    private final Map<Integer, Integer> sourceOfToken = new LinkedHashMap<>();
    /** By source: its elements by the dimension of the message. */
    private final List<TreeMap<Integer, Element>> elements = new ArrayList<>();
    /** By node: its sources, and for each the message entry. */
    private final Map<Integer, List<Element>> nodeElements = new HashMap<>();

    private ProductFormFinder(Fold fold) {
        this.fold = fold;
        this.first = fold.folds().get(0);
        this.second = fold.folds().get(1);
        this.afterFirst = fold.constancy().after(0);
        this.afterSecond = fold.constancy().after(1);
    }

    static Optional<ProductForm> find(Fold fold) {
        List<Integer> order = fold.schedule().order();
        boolean alternates = fold.folds().size() == 2 && order.size() % 2 == 1;
        for (int place = 0; place < order.size(); place++) {
            alternates &= order.get(place) == place % 2;
        }
        boolean readsFirst = fold.program().readOut().layers().stream().allMatch(layer -> layer % 2 == 0);
        if (!alternates || !readsFirst) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProductFormFinder(fold).form());
        } catch (Misfit e) {
            return Optional.empty();
        }
    }

    private static void require(boolean fits, String reason) throws Misfit {
        if (!fits) {
            throw new Misfit(reason);
        }
    }

    private ProductForm form() throws Misfit {
        for (int i = 0; i < first.updated.size(); i++) {
            updateOfFirst.put(first.updated.get(i), i);
        }
        readSecondLayer();
        for (int node = 0; node < first.nodes.lists(); node++) {
            if (afterFirst.nodeMoving.get(node)) {
                nodeElements.put(node, elementsOf(node));
            }
        }
        return new ProductFormBuilder(this).build();
    }

    private void readSecondLayer() throws Misfit {
        require(second.layer.feedForward().activation() == Activation.LOG, "the activation is no logarithm");
        for (int h = 0; h < second.layer.heads().size(); h++) {
            require(second.freeHead(h) == null || second.freeHead(h).outputs() == 0, "a head is not folded");
        }
        for (int i = 0; i < second.updated.size(); i++) {
            readMixed(i);
        }
        for (int i = 0; i < second.updated.size(); i++) {
            readWritten(i);
        }
    }

    /** An entry into which attention writes P. */
    private void readMixed(int update) throws Misfit {
        if (second.fromOutputs.length(update) == 0) {
            return;
        }
        int entry = second.updated.get(update);
        boolean empty = second.keep.get(update) == 0
                || !fold.constancy().moves(1, entry) && fold.constancy().value(1, entry) == 0;
        int at = second.fromOutputs.start(update);
        require(
                empty
                        && second.fromOutputs.length(update) == 1
                        && second.fromOutputs.weight(at) == 1
                        && second.attentionConstants.get(update) == 0
                        && second.fromNodes.length(update) == 0
                        && second.fromUnits.length(update) == 0
                        && second.feedForwardConstants.get(update) == 0,
                "attention adds to what is there");
        int output = second.fromOutputs.index(at);
        outputOf.put(entry, new int[] {second.outputSource.get(output), second.outputPlace.get(output)});
    }

    /** An entry that the feed-forward writes, or that nothing changes. */
    private void readWritten(int update) throws Misfit {
        int entry = second.updated.get(update);
        if (outputOf.containsKey(entry) || !fold.constancy().everMoves(entry)) {
            return;
        }
        double constant = second.attentionConstants.get(update) + second.feedForwardConstants.get(update);
        for (int k = second.fromNodes.start(update); k < second.fromNodes.stop(update); k++) {
            int node = second.fromNodes.index(k);
            require(!afterSecond.nodeMoving.get(node), "attention moves something");
            constant += second.fromNodes.weight(k) * afterSecond.nodeValue[node];
        }
        int moving = -1;
        for (int k = second.fromUnits.start(update); k < second.fromUnits.stop(update); k++) {
            int unit = second.fromUnits.index(k);
            if (afterSecond.unitMoving.get(unit)) {
                require(moving < 0, "two hidden units write one entry");
                moving = k;
            } else {
                constant += second.fromUnits.weight(k) * afterSecond.unitValue[unit];
            }
        }
        if (moving < 0) {
            boolean untouched = second.keep.get(update) == 1 && constant == 0;
            boolean floor = second.keep.get(update) == 0 && constant == Activation.LOG_FLOOR;
            require(untouched || floor, "a constant is written that is no logarithm of zero");
            if (floor) {
                kinds.put(entry, Kind.FLOOR);
            }
        } else {
            require(second.keep.get(update) == 0, "the old value is kept");
            readUnit(entry, second.fromUnits.index(moving), second.fromUnits.weight(moving), constant);
        }
    }

    private void readUnit(int entry, int unit, double weight, double constant) throws Misfit {
        double argument = second.unitConstants.get(unit);
        int mixed = -1;
        double factor = 0;
        for (int k = second.units.start(unit); k < second.units.stop(unit); k++) {
            int read = second.units.index(k);
            if (afterSecond.midMoving.get(read)) {
                require(mixed < 0 && outputOf.containsKey(read), "a hidden unit reads something else");
                mixed = read;
                factor = second.units.weight(k);
            } else {
                argument += second.units.weight(k) * afterSecond.midValue[read];
            }
        }
        boolean logarithm = factor == 1 && argument == 0 && weight == 1 && constant == 0;
        boolean mark = factor == -1 / Activation.LOG_ARGUMENT_FLOOR
                && argument == 1
                && weight == -1
                && constant == Activation.LOG_FLOOR;
        require(logarithm || mark, "a hidden unit is neither logarithm nor mark");
        kinds.put(entry, logarithm ? Kind.LOGARITHM : Kind.MARK);
        mixedOf.put(entry, mixed);
    }

    /** A node of the first layer as the tokens whose logarithms it sums, each with weight 1/D. */
    private List<Element> elementsOf(int node) throws Misfit {
        require(afterFirst.nodeMoving.get(node), "a constant sum");
        Map<Integer, List<Integer>> byToken = new LinkedHashMap<>();
        double constant = first.nodeConstants.get(node);
        for (int k = first.nodes.start(node); k < first.nodes.stop(node); k++) {
            int entry = first.nodes.index(k);
            if (fold.constancy().moves(0, entry)) {
                byToken.computeIfAbsent(fold.entries().token(entry), t -> new ArrayList<>())
                        .add(k);
            } else {
                constant += first.nodes.weight(k) * fold.constancy().value(0, entry);
            }
        }
        require(constant == 0, "a sum has a constant");
        List<Element> found = new ArrayList<>();
        double unit = first.nodes.weight(byToken.values().iterator().next().get(0));
        for (List<Integer> terms : byToken.values()) {
            require(terms.size() == 2, "a token adds other than a logarithm and a mark");
            double a = first.nodes.weight(terms.get(0));
            double b = first.nodes.weight(terms.get(1));
            int message = Math.abs(a) <= Math.abs(b) ? terms.get(0) : terms.get(1);
            int mark = Math.abs(a) <= Math.abs(b) ? terms.get(1) : terms.get(0);
            unit = found.isEmpty() ? first.nodes.weight(message) : unit;
            require(isClose(first.nodes.weight(message), unit), "tokens have different weights in a sum");
            double ratio = first.nodes.weight(mark) / first.nodes.weight(message);
            markWeight = Double.isNaN(markWeight) ? ratio : markWeight;
            require(ratio > 1 && isClose(ratio, markWeight), "marks have different weights");
            found.add(element(first.nodes.index(message), first.nodes.index(mark)));
        }
        return found;
    }

    private Element element(int message, int mark) throws Misfit {
        int token = fold.entries().token(message);
        Kind kind = kinds.get(message);
        if (kind == null) {
            require(kinds.get(mark) == null, "a mark without its logarithm");
        } else if (kind == Kind.FLOOR) {
            require(kinds.get(mark) == Kind.FLOOR, "a floor without its mark");
        } else {
            require(
                    kind == Kind.LOGARITHM
                            && kinds.get(mark) == Kind.MARK
                            && mixedOf.get(message).equals(mixedOf.get(mark)),
                    "a logarithm without its mark");
        }
        require(isLeftAlone(message) && isLeftAlone(mark), "the first layer changes a logarithm");
        Element element = new Element(token, message, mark);
        int source = sourceOfToken.computeIfAbsent(token, t -> {
            elements.add(new TreeMap<>());
            return elements.size() - 1;
        });
        Element known = elements.get(source).putIfAbsent(fold.entries().dimension(message), element);
        require(known == null || known.equals(element), "one logarithm with two marks");
        return element;
    }

    /** Whether the first layer does not change an entry. */
    private boolean isLeftAlone(int entry) {
        Integer update = updateOfFirst.get(entry);
        if (update == null) {
            return true;
        }
        boolean same = first.keep.get(update) == 1
                && first.attentionConstants.get(update) == 0
                && first.feedForwardConstants.get(update) == 0
                && first.fromOutputs.length(update) == 0
                && first.fromUnits.length(update) == 0;
        for (int k = first.fromNodes.start(update); k < first.fromNodes.stop(update); k++) {
            int node = first.fromNodes.index(k);
            same &= !afterFirst.nodeMoving.get(node) && afterFirst.nodeValue[node] == 0;
        }
        return same;
    }

    static boolean isClose(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.abs(b);
    }

    /** Turns what was read into arrays. */
    private static final class ProductFormBuilder {
        private final ProductFormFinder finder;
        private final Fold fold;
        private final int[] sourceAt;
        private final int[] sourceLength;
        private int sourceSize;
        /** By message entry: source and place in it. */
        private final Map<Integer, int[]> placeOf = new HashMap<>();

        private final Map<List<Integer>, Integer> setOf = new LinkedHashMap<>();
        private final List<int[]> setMembers = new ArrayList<>();
        private final List<Integer> setLength = new ArrayList<>();
        /** By product, in order: set and member left out. */
        private final Map<List<Integer>, Integer> productOf = new LinkedHashMap<>();
        /** By node: set and element. */
        private final Map<Integer, int[]> setOfNode = new HashMap<>();

        ProductFormBuilder(ProductFormFinder finder) {
            this.finder = finder;
            this.fold = finder.fold;
            int count = finder.elements.size();
            this.sourceAt = new int[count];
            this.sourceLength = new int[count];
            for (int s = 0; s < count; s++) {
                sourceAt[s] = sourceSize;
                sourceLength[s] = finder.elements.get(s).size();
                sourceSize += sourceLength[s] + 1;
                int place = 0;
                for (Element element : finder.elements.get(s).values()) {
                    placeOf.put(element.messageEntry(), new int[] {s, place++});
                }
            }
        }

        ProductForm build() throws Misfit {
            for (Map.Entry<Integer, List<Element>> node : finder.nodeElements.entrySet()) {
                readNode(node.getKey(), node.getValue());
            }
            // Each read and each update names products; they are numbered as they come, and placed afterwards.
            int cells = fold.program().readOut().cells().size();
            int[] readSet = new int[cells];
            int[] readElement = new int[cells];
            for (int i = 0; i < cells; i++) {
                int entry = fold.entries()
                        .find(
                                fold.program().readOut().cells().get(i).token(),
                                fold.program().readOut().cells().get(i).dimension());
                int[] term = product(entry);
                require(term[1] < 0, "an output leaves a source out");
                readSet[i] = term[0];
                readElement[i] = term[2];
            }
            List<Integer> running = runningQueries();
            Map<Integer, int[][]> rowsOf = new HashMap<>();
            for (int query : running) {
                rowsOf.put(query, terms(finder.second.queries.get(query)));
            }
            ProductForm.Inputs inputs = inputs();
            ProductForm.Sets sets = sets(steadySources(inputs, running, rowsOf));
            ProductForm.Sources sources = new ProductForm.Sources(sourceAt, sourceLength, sourceSize, startValues());
            return new ProductForm(
                    finder.markWeight,
                    sources,
                    inputs,
                    sets,
                    updates(running, rowsOf, sets, inputs),
                    new ProductForm.Reads(readSet, readElement),
                    fold.schedule().order().size() / 2);
        }

        private void readNode(int node, List<Element> elements) throws Misfit {
            int place = placeOf.get(elements.get(0).messageEntry())[1];
            List<Integer> members = new ArrayList<>();
            for (Element element : elements) {
                int[] at = placeOf.get(element.messageEntry());
                require(at[1] == place, "a sum takes different places of its sources");
                members.add(at[0]);
            }
            Integer set = setOf.get(members);
            if (set == null) {
                set = setMembers.size();
                setOf.put(members, set);
                setMembers.add(members.stream().mapToInt(Integer::intValue).toArray());
                setLength.add(0);
            }
            setLength.set(set, Math.max(setLength.get(set), place + 1));
            setOfNode.put(node, new int[] {set, place});
        }

        /** An entry that the first layer writes as {set, member left out or −1, element}. */
        private int[] product(int entry) throws Misfit {
            LayerFold first = finder.first;
            Integer update = finder.updateOfFirst.get(entry);
            require(
                    update != null
                            && first.keep.get(update) == 0
                            && first.attentionConstants.get(update) == 0
                            && first.feedForwardConstants.get(update) == 0
                            && first.fromOutputs.length(update) == 0
                            && first.fromUnits.length(update) == 0,
                    "an entry is no sum");
            int whole = -1;
            int without = -1;
            for (int k = first.fromNodes.start(update); k < first.fromNodes.stop(update); k++) {
                if (!finder.afterFirst.nodeMoving.get(first.fromNodes.index(k))) {
                    require(finder.afterFirst.nodeValue[first.fromNodes.index(k)] == 0, "a sum has a constant");
                } else if (first.fromNodes.weight(k) > 0) {
                    require(whole < 0, "two sums are added");
                    whole = k;
                } else {
                    require(without < 0, "two sums are taken away");
                    without = k;
                }
            }
            require(whole >= 0, "nothing is added up");
            int[] set = setOfNode.get(first.fromNodes.index(whole));
            require(
                    isClose(first.fromNodes.weight(whole) * unit(first.fromNodes.index(whole)), 1),
                    "a sum is not taken once");
            if (without < 0) {
                return new int[] {set[0], -1, set[1]};
            }
            int[] single = setOfNode.get(first.fromNodes.index(without));
            int[] members = setMembers.get(single[0]);
            require(
                    members.length == 1
                            && single[1] == set[1]
                            && isClose(first.fromNodes.weight(without) * unit(first.fromNodes.index(without)), -1),
                    "what is taken away is no single source");
            int position = -1;
            for (int i = 0; i < setMembers.get(set[0]).length; i++) {
                position = setMembers.get(set[0])[i] == members[0] ? i : position;
            }
            require(position >= 0, "what is taken away is not in the sum");
            return new int[] {set[0], position, set[1]};
        }

        /** The weight of a logarithm in a node. */
        private double unit(int node) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = finder.first.nodes.start(node); k < finder.first.nodes.stop(node); k++) {
                if (fold.constancy().moves(0, finder.first.nodes.index(k))) {
                    least = Math.min(least, finder.first.nodes.weight(k));
                }
            }
            return least;
        }

        private List<Integer> runningQueries() {
            boolean[] runs = new boolean[finder.second.queries.size()];
            for (int o = 0; o < finder.second.outputSource.size(); o++) {
                runs[finder.second.outputSource.get(o)] = true;
            }
            List<Integer> running = new ArrayList<>();
            for (int q = 0; q < runs.length; q++) {
                if (runs[q]) {
                    running.add(q);
                }
            }
            return running;
        }

        /** By row of a query: for each term {product, element}; all rows name the same products in the same order. */
        private int[][] terms(Query query) throws Misfit {
            int rows = query.candidates().length;
            int[][] terms = new int[rows][];
            for (int r = 0; r < rows; r++) {
                int count = query.terms().length(r);
                terms[r] = new int[2 * count];
                for (int k = 0; k < count; k++) {
                    int at = query.terms().start(r) + k;
                    int entry = query.terms().index(at);
                    require(
                            query.terms().weight(at) == 1 && fold.constancy().moves(1, entry),
                            "a score takes a sum other than once");
                    int[] term = product(entry);
                    terms[r][2 * k] = productOf.computeIfAbsent(List.of(term[0], term[1]), key -> productOf.size());
                    terms[r][2 * k + 1] = term[2];
                    require(
                            terms[r].length == terms[0].length && terms[r][2 * k] == terms[0][2 * k],
                            "scores of one query take different products");
                }
                require(terms[r].length == terms[0].length, "scores of one query take different products");
            }
            return terms;
        }

        private Set<Integer> steadySources(
                ProductForm.Inputs inputs, List<Integer> running, Map<Integer, int[][]> rowsOf) {
            Set<Integer> steady = new HashSet<>();
            for (int source : inputs.inputSources()) {
                steady.add(source);
            }
            for (int query : running) {
                if (rowsOf.get(query)[0].length == 0) {
                    steady.add(finder.sourceOfToken.get(
                            finder.second.queries.get(query).token()));
                }
            }
            // What some product leaves out stands by itself.
            for (List<Integer> product : productOf.keySet()) {
                if (product.get(1) >= 0) {
                    steady.remove(setMembers.get(product.get(0))[product.get(1)]);
                }
            }
            return steady;
        }

        private ProductForm.Sets sets(Set<Integer> steadySources) {
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
                    (steadySources.contains(source) ? steady : member).add(source);
                }
                steadyStart[s + 1] = steady.size();
                start[s + 1] = member.size();
                steadyAt[s] = steadySize;
                steadySize += setLength.get(s) + 1;
            }
            int[] productAt = new int[member.size()];
            Arrays.fill(productAt, -1);
            int[] wholeAt = new int[count];
            Arrays.fill(wholeAt, -1);
            int[] set = new int[productOf.size()];
            int[] leftOut = new int[set.length];
            productOf.forEach((key, p) -> {
                set[p] = key.get(0);
                leftOut[p] = key.get(1) < 0 ? -1 : placeAmongMembers[set[p]][key.get(1)];
            });
            // Products of one set side by side, as they are written.
            int[] bySet = IntStream.range(0, set.length)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(p -> set[p]).thenComparingInt(p -> leftOut[p]))
                    .mapToInt(Integer::intValue)
                    .toArray();
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
            int[] memberAt =
                    Arrays.stream(members).map(source -> sourceAt[source]).toArray();
            int[] boundAt = Arrays.stream(members)
                    .map(source -> sourceAt[source] + sourceLength[source])
                    .toArray();
            int[] length = setLength.stream().mapToInt(Integer::intValue).toArray();
            return new ProductForm.Sets(
                    steadyStart,
                    steady.toArray(),
                    steadyAt,
                    steadySize,
                    start,
                    members,
                    memberAt,
                    boundAt,
                    length,
                    productAt,
                    wholeAt,
                    size,
                    set,
                    leftOut,
                    places);
        }

        private double[] startValues() {
            double[] start = new double[sourceSize];
            for (int s = 0; s < sourceAt.length; s++) {
                int at = sourceAt[s];
                double least = 1;
                for (Element element : finder.elements.get(s).values()) {
                    double p = Math.exp(fold.entries().base(element.messageEntry())
                            + finder.markWeight * fold.entries().base(element.markEntry()));
                    start[at++] = p;
                    least = p > 0 ? Math.min(least, p) : least;
                }
                start[at] = least;
            }
            return start;
        }

        private ProductForm.Inputs inputs() throws Misfit {
            IntList source = new IntList();
            IntList place = new IntList();
            IntList message = new IntList();
            IntList mark = new IntList();
            IntList inputSources = new IntList();
            Map<Integer, Integer> inputOf = new HashMap<>();
            for (int i = 0; i < fold.program().inputs().size(); i++) {
                int entry = fold.entries()
                        .find(
                                fold.program().inputs().get(i).cell().token(),
                                fold.program().inputs().get(i).cell().dimension());
                if (entry >= 0) {
                    inputOf.put(entry, i);
                }
            }
            for (int s = 0; s < sourceAt.length; s++) {
                boolean any = false;
                int element = 0;
                for (Element e : finder.elements.get(s).values()) {
                    boolean isInput = inputOf.containsKey(e.messageEntry());
                    boolean isComputed = finder.kinds.containsKey(e.messageEntry());
                    require(
                            isInput != isComputed && isInput == inputOf.containsKey(e.markEntry()),
                            "a source is neither input nor computed");
                    if (isInput) {
                        source.add(s);
                        place.add(element);
                        message.add(inputOf.get(e.messageEntry()));
                        mark.add(inputOf.get(e.markEntry()));
                    }
                    require(element == 0 || any == isInput, "a source is input in part");
                    any = isInput;
                    element++;
                }
                if (any) {
                    inputSources.add(s);
                }
            }
            return new ProductForm.Inputs(
                    source.toArray(), place.toArray(), message.toArray(), mark.toArray(), inputSources.toArray());
        }

        private ProductForm.Updates updates(
                List<Integer> running, Map<Integer, int[][]> rowsOf, ProductForm.Sets sets, ProductForm.Inputs inputs)
                throws Misfit {
            Map<List<Integer>, Integer> placeOfChannel = placesOfChannels();
            Set<Integer> unwritten = new HashSet<>(finder.sourceOfToken.values());
            List<UpdateRows> updates = new ArrayList<>();
            for (int number : running) {
                Query query = finder.second.queries.get(number);
                Integer written = finder.sourceOfToken.get(query.token());
                require(written != null, "a query is computed that nothing reads");
                require(unwritten.remove(written), "two queries write one source");
                updates.add(new UpdateRows(
                        written,
                        sourceLength[written],
                        rowsOf.get(number),
                        outs(number, query, placeOfChannel),
                        query.constants(),
                        sets));
            }
            for (int input : inputs.inputSources()) {
                unwritten.remove(input);
            }
            require(unwritten.isEmpty(), "a source is neither input nor computed");
            updates.sort(Comparator.comparingInt(UpdateRows::order));
            return UpdateRows.layOut(updates, sourceAt, sets);
        }

        /** By query and channel: the place in its source of the logarithm that the channel ends in. */
        private Map<List<Integer>, Integer> placesOfChannels() {
            Map<List<Integer>, Integer> places = new HashMap<>();
            finder.mixedOf.forEach((entry, mixed) -> {
                if (finder.kinds.get(entry) == Kind.LOGARITHM && placeOf.containsKey(entry)) {
                    int[] output = finder.outputOf.get(mixed);
                    places.put(List.of(output[0], output[1]), placeOf.get(entry)[1]);
                }
            });
            return places;
        }

        private static int[] outs(int number, Query query, Map<List<Integer>, Integer> placeOfChannel) throws Misfit {
            int[] outs = new int[query.candidates().length];
            Arrays.fill(outs, -1);
            for (int c = 0; c < query.channels().length; c++) {
                for (int k = query.values().start(c); k < query.values().stop(c); k++) {
                    int row = query.values().index(k);
                    Integer place = placeOfChannel.get(List.of(number, c));
                    require(
                            place != null && outs[row] < 0 && query.values().weight(k) == 1,
                            "a candidate does not stand for one element");
                    outs[row] = place;
                }
            }
            require(Arrays.stream(outs).allMatch(place -> place >= 0), "a candidate stands for nothing");
            return outs;
        }
    }
}
