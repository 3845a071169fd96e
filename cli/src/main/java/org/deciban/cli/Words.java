package org.deciban.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.compiler.TreeShape;
import org.deciban.tunnels.learned.ModelKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words that an option takes, one for each constant of an enum: JUNCTION_TREE is {@code junction-tree}. */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final List<E> constants;

    private Words(Class<E> type) {
        this.constants = List.of(type.getEnumConstants());
    }

    /** The word of a constant. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String value) {
        return constants.stream()
                .filter(constant -> of(constant).equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of "
                        + String.join(", ", constants.stream().map(Words::of).toList())));
    }

    @Override
    public Iterator<String> iterator() {
        return constants.stream().map(c -> of(c)).iterator();
    }

    /** The words of {@code --mode}. */
    static final class Modes extends Words<Mode> {
        Modes() {
            super(Mode.class);
        }
    }

    /** The words of {@code --construction}. */
    static final class Constructions extends Words<Construction> {
        /** A word of the literature, for what no file of one forward pass can hold. */
        private static final String PUBLISHED = "published";

        Constructions() {
            super(Construction.class);
        }

        @Override
        public Construction convert(String value) {
            if (value.equalsIgnoreCase(PUBLISHED)) {
                throw new TypeConversionException(
                        "'published' is one round on nodes of at most two neighbours, decoded and"
                                + " encoded again between rounds outside the transformer, so that no forward pass of it answers"
                                + " evidence. Maybe ask for rows or log-odds, or use PublishedModel from Java?");
            }
            return super.convert(value);
        }
    }

    /** The words of {@code --tree}. */
    static final class Trees extends Words<TreeShape> {
        Trees() {
            super(TreeShape.class);
        }
    }

    /** The words of {@code --task}. */
    static final class Tasks extends Words<Task> {
        Tasks() {
            super(Task.class);
        }
    }

    /** The words of {@code --format}. */
    static final class Formats extends Words<InputFormat> {
        Formats() {
            super(InputFormat.class);
        }
    }

    /** The words of {@code --method}. */
    static final class Methods extends Words<Method> {
        Methods() {
            super(Method.class);
        }
    }

    /** The words of {@code --engine}. */
    static final class Engines extends Words<EngineChoice> {
        Engines() {
            super(EngineChoice.class);
        }
    }

    /** The words of {@code --size}. */
    static final class TunnelSizes extends Words<TunnelSize> {
        TunnelSizes() {
            super(TunnelSize.class);
        }
    }

    /** The words of {@code --train}. */
    static final class ModelKinds extends Words<ModelKind> {
        ModelKinds() {
            super(ModelKind.class);
        }
    }
}
