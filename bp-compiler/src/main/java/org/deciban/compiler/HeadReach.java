package org.deciban.compiler;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** What a change of a head's output reaches, from what its tokens stand for and how messages flow from there. */
final class HeadReach {
    /** Where row i is what token i computes; a change there changes what the head adds to token i and to no other. */
    private static final Set<Site> OF_QUERY_TOKENS = EnumSet.of(Site.Q, Site.SCORES, Site.PATTERN, Site.Z, Site.RESULT);

    private final IntermediateModel intermediate;
    private final LoweredModel lowered;
    private final Transformer transformer;

    HeadReach(IntermediateModel intermediate, LoweredModel lowered, Transformer transformer) {
        this.intermediate = intermediate;
        this.lowered = lowered;
        this.transformer = transformer;
    }

    List<BeliefReach> of(HookPoint point, Set<Integer> tokens) {
        point.requireIn(transformer);
        if (!OF_QUERY_TOKENS.contains(point.site())) {
            throw new IllegalArgumentException("the beliefs reached are known from a head's "
                    + OF_QUERY_TOKENS.stream().map(Site::path).toList() + ", not from " + point
                    + ". Maybe the z of a head?");
        }
        if (intermediate.propagatesOn() == PropagationGraph.CHAINS) {
            throw new IllegalStateException("the beliefs reached are known where messages pass from factor to factor,"
                    + " not in a scan. Maybe compile with Construction.ROWS?");
        }
        MessageFlow flow = new MessageFlow(intermediate.plan().rows(), intermediate.damping() > 0);
        int perRound = lowered.loop().body().size();
        List<BeliefReach> reach = new ArrayList<>();
        for (int layer = 0; layer < transformer.layers().size(); layer++) {
            boolean gathers = lowered.roundsShownAfter(layer).isPresent();
            if (gathers) {
                flow.gather();
            }
            if (layer == point.layer()) {
                String head = transformer
                        .layers()
                        .get(layer)
                        .heads()
                        .get(point.head())
                        .name();
                tokens.forEach(token -> change(flow, head, gathers, lowered.origin(token)));
            }
            if (gathers) {
                reach.add(beliefs(flow));
            }
            if (!gathers || perRound == 1) {
                flow.update();
            }
        }
        return reach;
    }

    /** Tokens at which a head rests are passed over: it adds nothing to them. */
    private void change(MessageFlow flow, String head, boolean gathers, TokenOrigin origin) {
        boolean isErase = head.equals("erase") && gathers;
        if (origin.kind() == TokenOrigin.Kind.VARIABLE && (head.equals("sum.0") || isErase)) {
            flow.changeBelief(origin.variable().orElseThrow());
        } else if (origin.kind() == TokenOrigin.Kind.MESSAGE) {
            int edge = edge(origin);
            if (head.startsWith("sum.") || head.startsWith("minus.")) {
                flow.changeState(edge, Integer.parseInt(head.substring(head.indexOf('.') + 1)));
            } else {
                flow.changeUpdate(edge);
                if (isErase) {
                    flow.changeStates(edge);
                }
            }
        }
    }

    private int edge(TokenOrigin message) {
        int f = message.factor().orElseThrow();
        RowFactor factor = intermediate.plan().rows().factors().get(f);
        int slot = 0;
        while (factor.variable(slot) != message.variable().orElseThrow()) {
            slot++;
        }
        return intermediate.plan().rows().edge(f, slot);
    }

    private BeliefReach beliefs(MessageFlow flow) {
        Set<Variable> dependent = new HashSet<>();
        Set<Variable> rounding = new HashSet<>();
        List<Variable> variables = intermediate.graph().variables();
        for (int v = 0; v < variables.size(); v++) {
            switch (flow.belief(v)) {
                case DEPENDENT:
                    dependent.add(variables.get(v));
                    break;
                case ROUNDING:
                    rounding.add(variables.get(v));
                    break;
                default:
                    break;
            }
        }
        return new BeliefReach(dependent, rounding);
    }
}
