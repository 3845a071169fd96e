package org.deciban.factorgraph.inference;

/**
 * Always the message that would change most (Elidan, McGraw and Koller, 2006, "Residual belief propagation: informed
 * scheduling for asynchronous message passing"). A round is as many messages as there are edges.
 */
final class ResidualRounds implements Rounds {
    private final EdgeLayout layout;
    private final Messages messages;
    private final Scratch scratch;
    private final EdgeQueue queue;

    ResidualRounds(Messages messages) {
        this.layout = messages.layout;
        this.messages = messages;
        this.scratch = new Scratch(layout);
        this.queue = new EdgeQueue(layout.edges);
        for (int v = 0; v < layout.variables; v++) {
            messages.sendFromVariable(v, scratch);
        }
        for (int f = 0; f < layout.factors; f++) {
            measure(f);
        }
    }

    private void measure(int factor) {
        messages.propose(factor, scratch);
        for (int e = layout.firstEdge[factor]; e < layout.firstEdge[factor + 1]; e++) {
            queue.setPriority(e, messages.settle(e, messages.offsetInFactor(e), scratch, false));
        }
    }

    /** The residual is what the message that is first in the queue would change now. */
    @Override
    public double next() {
        for (int update = 0; update < layout.edges && queue.topPriority() > 0; update++) {
            int edge = queue.top();
            messages.propose(layout.factorOf[edge], scratch);
            int from = messages.offsetInFactor(edge);
            messages.settle(edge, from, scratch, true);
            // Measured again, for with damping the message has only gone part of the way.
            queue.setPriority(edge, messages.damping == 0 ? 0 : messages.settle(edge, from, scratch, false));
            passOn(edge);
        }
        return layout.edges == 0 ? 0 : queue.topPriority();
    }

    private void passOn(int edge) {
        int variable = layout.variableOf[edge];
        for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
            int other = layout.edgesOf[i];
            if (other != edge) {
                messages.sendToFactor(other, scratch);
                measure(layout.factorOf[other]);
            }
        }
    }
}
