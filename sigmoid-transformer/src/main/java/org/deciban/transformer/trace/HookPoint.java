package org.deciban.transformer.trace;

import java.util.Locale;

/**
 * A place in the forward pass at which a value can be read.
 *
 * @param layer the index of the layer
 * @param head the index of the head within the layer, or {@link #NO_HEAD} for the residual stream
 * @param site which value
 */
public record HookPoint(int layer, int head, Site site) {
    /** The head of a hook point that belongs to the whole layer. */
    public static final int NO_HEAD = -1;

    /** What can be read. */
    public enum Site {
        /** The residual stream before the layer, shape {@code [tokens, d]}. */
        RESID_PRE,
        /** The residual stream between attention and feed-forward, shape {@code [tokens, d]}. */
        RESID_MID,
        /** The residual stream after the layer, shape {@code [tokens, d]}. */
        RESID_POST,
        /** The attention scores of a head before the softmax, shape {@code [query tokens, key tokens]}, log scale. */
        SCORES,
        /** The attention weights of a head, shape {@code [query tokens, key tokens]}, each row a distribution. */
        PATTERN;

        /** Whether the value belongs to one head. */
        public boolean isOfHead() {
            return this == SCORES || this == PATTERN;
        }
    }

    /**
     * @throws IllegalArgumentException if the layer is negative, a site of a head comes without a head, or a site of the
     *     whole layer with a head other than {@link #NO_HEAD}
     */
    public HookPoint {
        if (layer < 0) {
            throw new IllegalArgumentException("hook point " + site + " cannot have layer " + layer);
        }
        if (site.isOfHead() ? head < 0 : head != NO_HEAD) {
            throw new IllegalArgumentException("hook point " + site + " cannot have head " + head);
        }
    }

    /** A place in the residual stream. */
    public static HookPoint residual(int layer, Site site) {
        return new HookPoint(layer, NO_HEAD, site);
    }

    /** The stable name: {@code blocks.3.resid_post}, {@code blocks.3.attn.1.pattern}. */
    public String name() {
        String what = site.name().toLowerCase(Locale.ROOT);
        return "blocks." + layer + "." + (site.isOfHead() ? "attn." + head + "." + what : what);
    }

    @Override
    public String toString() {
        return name();
    }
}
