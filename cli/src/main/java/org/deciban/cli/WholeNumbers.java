package org.deciban.cli;

import org.deciban.compiler.ModelDiagram;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Counts with a range, as options take them. */
abstract class WholeNumbers implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    private WholeNumbers(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message is the same.
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from " + least + " to " + most);
    }

    /** Rounds of belief propagation: more than anyone waits for, and few enough that a layer for each can be listed. */
    static final class Rounds extends WholeNumbers {
        Rounds() {
            super(0, 100_000);
        }
    }

    /** Evidence sets to draw; their cost is checked against the work budget. */
    static final class Samples extends WholeNumbers {
        Samples() {
            super(0, 1_000_000);
        }
    }

    /** Evidence sets that a file takes at once. */
    static final class Batch extends WholeNumbers {
        Batch() {
            super(1, 1_000_000);
        }
    }

    /** Nodes of a diagram: at least one for each kind of token. */
    static final class Nodes extends WholeNumbers {
        Nodes() {
            super(ModelDiagram.LEAST_NODES, 100_000);
        }
    }

    /** Sizes of a task; what is too large for memory is found out by asking for it. */
    static final class Sizes extends WholeNumbers {
        Sizes() {
            super(0, 100_000);
        }
    }

    /** Models of a kind. */
    static final class Seeds extends WholeNumbers {
        Seeds() {
            super(1, 1_000);
        }
    }

    /** Steps of a training, and sizes of what is trained. */
    static final class Steps extends WholeNumbers {
        Steps() {
            super(1, 10_000_000);
        }
    }
}
