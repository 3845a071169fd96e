package org.deciban.factorgraph.inference;

/** In which order the messages of a round are computed. Fixed points do not depend on it; whether they are reached does. */
public enum Schedule {
    /** All messages to factors, then all messages to variables. The only schedule that uses several threads. */
    FLOODING {
        @Override
        Rounds start(Messages messages, BeliefPropagationOptions options) {
            return new FloodingRounds(messages, options.threads());
        }
    },

    /** Factor after factor in the order of the graph, each from the newest messages. */
    SEQUENTIAL {
        @Override
        Rounds start(Messages messages, BeliefPropagationOptions options) {
            return SequentialRounds.inOrder(messages);
        }
    },

    /** Factor after factor, in each round in a new order drawn from {@link BeliefPropagationOptions#seed()}. */
    RANDOM_SEQUENTIAL {
        @Override
        Rounds start(Messages messages, BeliefPropagationOptions options) {
            return SequentialRounds.shuffled(messages, options.seed());
        }
    },

    /**
     * Always the factor-to-variable message that would change most (Elidan, McGraw and Koller, 2006). A round is as many
     * messages as there are edges, or fewer if nothing is left to change; the residual is the change that the next message
     * would bring.
     */
    RESIDUAL {
        @Override
        Rounds start(Messages messages, BeliefPropagationOptions options) {
            return new ResidualRounds(messages);
        }
    };

    abstract Rounds start(Messages messages, BeliefPropagationOptions options);
}
