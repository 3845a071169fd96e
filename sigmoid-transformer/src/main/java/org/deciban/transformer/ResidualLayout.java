package org.deciban.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The map of the residual stream: named subspaces, side by side, that together hold every dimension. */
public final class ResidualLayout {
    private final Map<String, Subspace> byName;
    /** The subspaces and where they start, by ascending dimension. */
    private final List<Subspace> ordered;

    private final int[] starts;
    private final int modelDim;

    private ResidualLayout(Map<String, Subspace> byName, int modelDim) {
        this.byName = byName;
        this.ordered = List.copyOf(byName.values());
        this.starts = ordered.stream().mapToInt(Subspace::start).toArray();
        this.modelDim = modelDim;
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The width of the residual stream, {@code d}. */
    public int modelDim() {
        return modelDim;
    }

    /** The subspaces by ascending dimension. */
    public List<Subspace> subspaces() {
        return ordered;
    }

    /** The subspace of that name, or empty. */
    public Optional<Subspace> findSubspace(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The subspace of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Subspace subspace(String name) {
        return findSubspace(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the residual stream has no subspace " + name + "; it has " + byName.keySet()));
    }

    /** The subspace that holds a dimension. */
    public Subspace subspaceOf(int dimension) {
        if (dimension < 0 || dimension >= modelDim) {
            throw new IndexOutOfBoundsException(
                    "dimension " + dimension + " of a residual stream of width " + modelDim);
        }
        int found = Arrays.binarySearch(starts, dimension);
        return ordered.get(found >= 0 ? found : -found - 2);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResidualLayout that && subspaces().equals(that.subspaces());
    }

    @Override
    public int hashCode() {
        return subspaces().hashCode();
    }

    @Override
    public String toString() {
        return "ResidualLayout" + byName.values();
    }

    /** Lays subspaces side by side in the order of the calls. */
    public static final class Builder {
        private final Map<String, Subspace> byName = new LinkedHashMap<>();
        private int next;

        private Builder() {}

        /**
         * Adds a block and returns it.
         *
         * @throws IllegalArgumentException if the name is taken or the size is less than 1
         */
        public Subspace add(String name, int size) {
            if (size < 1) {
                throw new IllegalArgumentException(
                        "subspace " + name + " must have at least one dimension, got " + size);
            }
            Subspace subspace = new Subspace(name, next, size);
            if (byName.putIfAbsent(name, subspace) != null) {
                throw new IllegalArgumentException("subspace " + name + " is declared twice");
            }
            next += size;
            return subspace;
        }

        /** Adds {@code count} blocks of one size, named {@code name.0}, {@code name.1}, … */
        public List<Subspace> addEach(String name, int count, int size) {
            List<Subspace> blocks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                blocks.add(add(name + "." + i, size));
            }
            return blocks;
        }

        /** The layout. */
        public ResidualLayout build() {
            return new ResidualLayout(new LinkedHashMap<>(byName), next);
        }
    }
}
