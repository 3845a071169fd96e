package org.deciban.factorgraph.inference;

/**
 * All messages of one factor from all messages to it, before normalisation:
 *
 * <pre>    m_j(s) = ⊕_{a : a_j = s} f(a) ⊗ ⊗_{i≠j} n_i(a_i)</pre>
 *
 * <p>The scope is halved: the right half is summed out of the table to serve the left half, and the other way round. That
 * costs about two passes over the table for every arity. One instance serves one thread.
 */
final class FactorSending {
    private final EdgeLayout layout;

    /** Tables with some variables summed out, as a stack. Each is at most half as long as the one below it. */
    private final double[] stack;

    private int top;

    /** What {@link #compute} found: the messages of the factor's edges side by side, not normalised. */
    final double[] messages;

    // The call in progress.
    private EliminationKernel kernel = EliminationKernel.PLUS_TIMES;
    private double[] incoming = {};
    private int firstMessage;

    FactorSending(EdgeLayout layout) {
        this.layout = layout;
        this.stack = new double[layout.largestTable()];
        this.messages = new double[layout.largestSending()];
    }

    /**
     * @param table where the factor's table begins, at {@code tableAt}
     * @param incoming the messages of all edges to factors, laid out by {@link EdgeLayout#messageAt}
     */
    void compute(EliminationKernel kernel, int factor, double[] table, int tableAt, double[] incoming) {
        int begin = layout.firstEdge[factor];
        int end = layout.firstEdge[factor + 1];
        this.kernel = kernel;
        this.incoming = incoming;
        this.firstMessage = layout.messageAt[begin];
        this.top = 0;
        if (begin < end) {
            send(table, tableAt, layout.tableSize(factor), begin, end);
        }
    }

    /** Fills the messages of edges {@code [begin, end)} from a table over exactly their variables. */
    private void send(double[] table, int at, int size, int begin, int end) {
        if (end - begin == 1) {
            System.arraycopy(table, at, messages, layout.messageAt[begin] - firstMessage, size);
        } else if (end - begin == 2) {
            sendBoth(table, at, begin);
        } else {
            int middle = (begin + end) >>> 1;
            int mark = top;
            sendLeft(table, at, size, begin, middle, end);
            top = mark;
            sendRight(table, at, size, begin, middle, end);
            top = mark;
        }
    }

    private void sendBoth(double[] table, int at, int edge) {
        int first = layout.messageAt[edge];
        int second = layout.messageAt[edge + 1];
        int rows = second - first;
        int columns = layout.messageAt[edge + 2] - second;
        kernel.eliminateLast(table, at, rows, columns, incoming, second, messages, first - firstMessage);
        kernel.eliminateFirst(table, at, rows, columns, incoming, first, messages, second - firstMessage);
    }

    private void sendLeft(double[] table, int at, int size, int begin, int middle, int end) {
        double[] source = table;
        int from = at;
        int rows = size;
        for (int e = end - 1; e >= middle; e--) {
            int message = layout.messageAt[e];
            int k = layout.messageAt[e + 1] - message;
            if (k > 1) { // the message of a variable with one state says nothing
                rows /= k;
                kernel.eliminateLast(source, from, rows, k, incoming, message, stack, top);
                source = stack;
                from = top;
                top += rows;
            }
        }
        send(source, from, rows, begin, middle);
    }

    private void sendRight(double[] table, int at, int size, int begin, int middle, int end) {
        double[] source = table;
        int from = at;
        int columns = size;
        for (int e = begin; e < middle; e++) {
            int message = layout.messageAt[e];
            int k = layout.messageAt[e + 1] - message;
            if (k > 1) {
                columns /= k;
                kernel.eliminateFirst(source, from, k, columns, incoming, message, stack, top);
                source = stack;
                from = top;
                top += columns;
            }
        }
        send(source, from, columns, middle, end);
    }
}
