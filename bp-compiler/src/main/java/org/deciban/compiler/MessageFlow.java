package org.deciban.compiler;

import java.util.Arrays;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;

/**
 * How far a change has come: which parts of the residual stream depend on it, by the edges of the graph alone.
 *
 * <p>A gather layer computes, at {@code M(f,j)} for the variable i of a slot and at {@code B(v)},
 *
 * <pre>
 *   state ← state + ((evidence of i + Σ_{g ∋ i} m_{g→i}) − m_{f→i} − state)        belief ← belief + ((… Σ_{g ∋ v} m_{g→v}) − belief)
 * </pre>
 *
 * <p>So it depends on the messages of the other factors; {@code m_{f→i}} and the old state cancel, but for rounding. An update
 * layer computes the message from the states of its own token, and takes the old message away exactly, since nothing else is
 * added to it at the time.
 */
final class MessageFlow {
    /** How much a part of the stream has to do with the change; what is computed from several parts takes the most. */
    enum Level {
        UNTOUCHED,
        ROUNDING,
        DEPENDENT;

        Level or(Level other) {
            return compareTo(other) >= 0 ? this : other;
        }

        Level butForRounding() {
            return this == DEPENDENT ? ROUNDING : this;
        }
    }

    private final RowFactorGraph graph;
    private final boolean damped;
    /** {@code [edge]}, {@code [edge][slot]}, {@code [variable]}. */
    private final Level[] messages;

    private final Level[][] states;
    private final Level[] beliefs;
    /** {@code [edge]}: what a change adds to the next message beside the states. */
    private final Level[] updates;

    MessageFlow(RowFactorGraph graph, boolean damped) {
        this.graph = graph;
        this.damped = damped;
        this.messages = untouched(graph.edges());
        this.updates = untouched(graph.edges());
        this.beliefs = untouched(graph.variables().size());
        this.states = new Level[graph.edges()][];
        for (int f = 0; f < graph.factors().size(); f++) {
            int slots = graph.factors().get(f).slots();
            for (int target = 0; target < slots; target++) {
                states[graph.edge(f, target)] = untouched(slots - 1);
            }
        }
    }

    private static Level[] untouched(int count) {
        Level[] levels = new Level[count];
        Arrays.fill(levels, Level.UNTOUCHED);
        return levels;
    }

    Level belief(int variable) {
        return beliefs[variable];
    }

    /** Changes the belief that stands on {@code B(v)}. */
    void changeBelief(int variable) {
        beliefs[variable] = Level.DEPENDENT;
    }

    /** Changes what a slot of a message token has gathered; a slot that is bound to no variable is read by nobody. */
    void changeState(int edge, int slot) {
        if (slot < states[edge].length) {
            states[edge][slot] = Level.DEPENDENT;
        }
    }

    /** Changes what a message token has gathered in all slots. */
    void changeStates(int edge) {
        Arrays.fill(states[edge], Level.DEPENDENT);
    }

    /** Changes the message that the next update writes. */
    void changeUpdate(int edge) {
        updates[edge] = Level.DEPENDENT;
    }

    /** The attention of a gather layer. */
    void gather() {
        for (int f = 0; f < graph.factors().size(); f++) {
            RowFactor factor = graph.factors().get(f);
            for (int target = 0; target < factor.slots(); target++) {
                Level[] ofToken = states[graph.edge(f, target)];
                int slot = 0;
                for (int other = 0; other < factor.slots(); other++) {
                    if (other != target) {
                        ofToken[slot] = ofToken[slot]
                                .butForRounding()
                                .or(gathered(factor.variable(other), graph.edge(f, other)));
                        slot++;
                    }
                }
            }
        }
        for (int v = 0; v < beliefs.length; v++) {
            beliefs[v] = beliefs[v].butForRounding().or(gathered(v, -1));
        }
    }

    private Level gathered(int variable, int minusEdge) {
        Level level = Level.UNTOUCHED;
        for (int edge : graph.edgesOf(variable)) {
            level = level.or(edge == minusEdge ? messages[edge].butForRounding() : messages[edge]);
        }
        return level;
    }

    /** The layer that turns what was gathered into messages. */
    void update() {
        for (int edge = 0; edge < messages.length; edge++) {
            Level next = updates[edge];
            for (Level state : states[edge]) {
                next = next.or(state);
            }
            messages[edge] = damped ? next.or(messages[edge]) : next;
            updates[edge] = Level.UNTOUCHED;
        }
    }
}
