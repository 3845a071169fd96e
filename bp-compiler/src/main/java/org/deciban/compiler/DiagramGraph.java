package org.deciban.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.deciban.compiler.ModelDiagram.Detail;
import org.deciban.compiler.ModelDiagram.Edge;
import org.deciban.compiler.ModelDiagram.Node;
import org.deciban.compiler.TokenOrigin.Kind;

/** The nodes and edges of a diagram: tokens put together as the detail says. */
record DiagramGraph(List<Node> nodes, List<Edge> edges) {
    private static final String AND = "AND";
    private static final String OR = "OR";
    private static final String BELIEF = "belief";

    /** What the tokens of one node have in common; absent parts are −1. */
    private record Key(Kind kind, int variable, int factor, int row) {
        static Key of(TokenOrigin origin, Detail detail) {
            int variable = origin.variable().orElse(-1);
            int factor = origin.factor().orElse(-1);
            boolean ofFactor = factor >= 0;
            return switch (detail) {
                case TOKENS ->
                    new Key(origin.kind(), variable, factor, origin.row().orElse(-1));
                case ROWS_FOLDED -> new Key(ofFactor ? Kind.MESSAGE : origin.kind(), variable, factor, -1);
                case FACTORS ->
                    ofFactor ? new Key(Kind.MESSAGE, -1, factor, -1) : new Key(origin.kind(), variable, -1, -1);
                case KINDS -> new Key(origin.kind(), -1, -1, -1);
            };
        }
    }

    static int countNodes(Provenance model, Detail detail) {
        return tokensByKey(model, detail).size();
    }

    static DiagramGraph of(Provenance model, Detail detail) {
        Map<Key, List<TokenOrigin>> tokensByKey = tokensByKey(model, detail);
        Map<Key, Integer> index = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        tokensByKey.forEach((key, tokens) -> {
            index.put(key, nodes.size());
            OptionalInt factor = key.factor < 0 ? OptionalInt.empty() : OptionalInt.of(key.factor);
            nodes.add(new Node(label(key, tokens, detail, model), key.kind, factor));
        });
        return new DiagramGraph(nodes, edges(model, detail, index));
    }

    /** The indices of the nodes that belong to a factor, ascending. */
    List<Integer> nodesOf(int factor) {
        return IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).factor().orElse(-1) == factor)
                .boxed()
                .toList();
    }

    private static Map<Key, List<TokenOrigin>> tokensByKey(Provenance model, Detail detail) {
        Map<Key, List<TokenOrigin>> tokensByKey = new LinkedHashMap<>();
        for (int token = 0; token < model.tokens(); token++) {
            TokenOrigin origin = model.origin(token);
            tokensByKey
                    .computeIfAbsent(Key.of(origin, detail), unused -> new ArrayList<>())
                    .add(origin);
        }
        return tokensByKey;
    }

    private static String label(Key key, List<TokenOrigin> tokens, Detail detail, Provenance model) {
        long messages = tokens.stream().filter(t -> t.kind() == Kind.MESSAGE).count();
        long rows = tokens.stream().filter(t -> t.kind() == Kind.ROW).count();
        if (detail == Detail.KINDS) {
            String kind = key.kind.name().toLowerCase(Locale.ROOT);
            return tokens.size() + " " + kind + (tokens.size() == 1 ? " token" : " tokens");
        }
        if (detail == Detail.FACTORS && key.factor >= 0) {
            return "factor " + model.factorName(key.factor) + ": " + messages
                    + (messages == 1 ? " message" : " messages") + rows(rows);
        }
        return tokens.get(0).description() + rows(detail == Detail.ROWS_FOLDED ? rows : 0);
    }

    private static String rows(long rows) {
        return rows == 0 ? "" : rows == 1 ? ", 1 row" : ", " + rows + " rows";
    }

    private static List<Edge> edges(Provenance model, Detail detail, Map<Key, Integer> index) {
        Map<List<Object>, Integer> counts = new LinkedHashMap<>();
        forEachReading(model, (from, to, label) -> {
            int fromNode = index.get(Key.of(from, detail));
            int toNode = index.get(Key.of(to, detail));
            if (fromNode != toNode || detail == Detail.KINDS) {
                counts.merge(List.of(fromNode, toNode, label), 1, Integer::sum);
            }
        });
        List<Edge> edges = new ArrayList<>();
        counts.forEach((edge, count) ->
                edges.add(new Edge((Integer) edge.get(0), (Integer) edge.get(1), (String) edge.get(2), count)));
        return edges;
    }

    private interface Reading {
        void accept(TokenOrigin from, TokenOrigin to, String label);
    }

    private static void forEachReading(Provenance model, Reading reading) {
        Map<Integer, List<TokenOrigin>> intoVariable = new HashMap<>();
        Map<Integer, List<TokenOrigin>> messagesOfFactor = new HashMap<>();
        List<TokenOrigin> tokens = new ArrayList<>();
        for (int token = 0; token < model.tokens(); token++) {
            TokenOrigin origin = model.origin(token);
            tokens.add(origin);
            if (origin.kind() == Kind.VARIABLE || origin.kind() == Kind.MESSAGE) {
                into(intoVariable, origin.variable()).add(origin);
            }
            if (origin.kind() == Kind.MESSAGE) {
                into(messagesOfFactor, origin.factor()).add(origin);
            }
        }
        for (TokenOrigin to : tokens) {
            if (to.kind() == Kind.VARIABLE) {
                into(intoVariable, to.variable()).stream()
                        .filter(from -> from.kind() == Kind.MESSAGE)
                        .forEach(from -> reading.accept(from, to, BELIEF));
            } else if (to.kind() == Kind.MESSAGE) {
                into(messagesOfFactor, to.factor()).stream()
                        .filter(other -> !other.equals(to))
                        .flatMap(other -> into(intoVariable, other.variable()).stream())
                        .filter(from -> !from.factor().equals(to.factor()))
                        .forEach(from -> reading.accept(from, to, AND));
            } else if (to.kind() == Kind.ROW && to.factor().isEmpty()) {
                tokens.stream()
                        .filter(message -> message.kind() == Kind.MESSAGE)
                        .forEach(message -> reading.accept(to, message, OR));
            } else if (to.kind() == Kind.ROW) {
                into(messagesOfFactor, to.factor()).stream()
                        .filter(message -> message.variable().equals(to.variable()))
                        .forEach(message -> reading.accept(to, message, OR));
            }
        }
    }

    private static List<TokenOrigin> into(Map<Integer, List<TokenOrigin>> lists, OptionalInt key) {
        return lists.computeIfAbsent(key.orElseThrow(), unused -> new ArrayList<>());
    }
}
