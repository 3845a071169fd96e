package org.deciban.transformer.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;

/**
 * A place in the forward pass at which an activation can be read or replaced.
 *
 * @param layer the index of the layer
 * @param head the index of the head within the layer, or {@link #NO_HEAD} for a place of the whole layer
 * @param site which activation
 */
public record HookPoint(int layer, int head, Site site) {
    /** The head of a hook point that belongs to the whole layer. */
    public static final int NO_HEAD = -1;

    private static final Pattern NAME =
            Pattern.compile("blocks\\.(0|[1-9]\\d{0,8})\\.(?:attn\\.(0|[1-9]\\d{0,8})\\.)?(.+)");

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

    /**
     * A place in the residual stream.
     *
     * @throws IllegalArgumentException if the layer is negative, or the site is not one of the residual stream
     */
    public static HookPoint residual(int layer, Site site) {
        if (!site.isResidual()) {
            throw new IllegalArgumentException(site + " is not a place in the residual stream."
                    + (site.isOfHead() ? " Maybe new HookPoint(layer, head, site)?" : " Maybe ofLayer?"));
        }
        return ofLayer(layer, site);
    }

    /**
     * A place of the whole layer.
     *
     * @throws IllegalArgumentException if the layer is negative, or the site belongs to a head
     */
    public static HookPoint ofLayer(int layer, Site site) {
        return new HookPoint(layer, NO_HEAD, site);
    }

    /**
     * A place in a head that is called by its name.
     *
     * @throws IllegalArgumentException if the transformer has no such layer, the layer no head or several of that name, or the
     *     site does not belong to a head
     */
    public static HookPoint ofHead(Transformer transformer, int layer, String headName, Site site) {
        requireLayer(transformer, layer, "head " + headName);
        List<String> names = headNames(transformer.layers().get(layer));
        int head = names.indexOf(headName);
        if (head < 0 || head != names.lastIndexOf(headName)) {
            throw new IllegalArgumentException("layer " + layer + " ("
                    + transformer.layers().get(layer).name() + ") must have one head " + headName + ", has the heads "
                    + names + ". Maybe the head of another layer?");
        }
        return new HookPoint(layer, head, site);
    }

    private static List<String> headNames(Layer layer) {
        return layer.heads().stream().map(AttentionHead::name).toList();
    }

    /** All places of a transformer, in the order of its forward pass. */
    public static List<HookPoint> allOf(Transformer transformer) {
        List<HookPoint> points = new ArrayList<>();
        for (int l = 0; l < transformer.layers().size(); l++) {
            int layer = l;
            int heads = transformer.layers().get(l).heads().size();
            points.add(residual(layer, Site.RESID_PRE));
            for (int head = 0; head < heads; head++) {
                int h = head;
                Site.ofHeads().forEach(site -> points.add(new HookPoint(layer, h, site)));
            }
            Site.ofLayers().stream()
                    .filter(site -> site != Site.RESID_PRE)
                    .forEach(site -> points.add(ofLayer(layer, site)));
        }
        return points;
    }

    /**
     * The place of that {@link #name()}.
     *
     * @throws IllegalArgumentException if no place is called so, saying what places are called
     */
    public static HookPoint parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
            boolean ofHead = matcher.group(2) != null;
            for (Site site : ofHead ? Site.ofHeads() : Site.ofLayers()) {
                if (site.path().equals(matcher.group(3))) {
                    int head = ofHead ? Integer.parseInt(matcher.group(2)) : NO_HEAD;
                    return new HookPoint(Integer.parseInt(matcher.group(1)), head, site);
                }
            }
        }
        throw new IllegalArgumentException(
                "no hook point is called \"" + name + "\". Maybe blocks.LAYER.attn.HEAD.SITE with "
                        + paths(Site.ofHeads()) + ", or blocks.LAYER.SITE with " + paths(Site.ofLayers()) + "?");
    }

    private static String paths(List<Site> sites) {
        return sites.stream().map(Site::path).collect(Collectors.joining(", ", "SITE one of ", ""));
    }

    /**
     * This place, if a transformer has it.
     *
     * @throws IllegalArgumentException if it has fewer layers, or the layer fewer heads
     */
    public HookPoint requireIn(Transformer transformer) {
        requireLayer(transformer, layer, "hook point " + name());
        Layer found = transformer.layers().get(layer);
        if (head >= found.heads().size()) {
            throw new IllegalArgumentException("hook point " + name() + " must be of one of the "
                    + found.heads().size() + " heads of layer " + layer + " (" + found.name() + "): "
                    + headNames(found));
        }
        return this;
    }

    private static void requireLayer(Transformer transformer, int layer, String what) {
        int layers = transformer.layers().size();
        if (layer < 0 || layer >= layers) {
            throw new IllegalArgumentException(what + " must be in one of the " + layers
                    + " layers of the transformer, got layer " + layer + ". Maybe layers counted from 1?");
        }
    }

    /** The stable name: {@code blocks.3.resid_post}, {@code blocks.3.attn.1.pattern}, {@code blocks.3.mlp.pre}. */
    public String name() {
        return "blocks." + layer + "." + (site.isOfHead() ? "attn." + head + "." : "") + site.path();
    }

    @Override
    public String toString() {
        return name();
    }

    /** The activations of a layer, in the order in which they arise; those of a head for one head after the other. */
    public enum Site {
        /** The residual stream before the layer, shape {@code [tokens, d]}. */
        RESID_PRE("resid_pre", Owner.STREAM),
        /** The queries of a head, shape {@code [tokens, d_k]}. */
        Q("q", Owner.HEAD),
        /** The keys of a head, shape {@code [tokens, d_k]}. */
        K("k", Owner.HEAD),
        /** The values of a head, shape {@code [tokens, d_v]}. */
        V("v", Owner.HEAD),
        /** The attention scores of a head before the softmax, shape {@code [query tokens, key tokens]}, log scale. */
        SCORES("scores", Owner.HEAD),
        /** The attention weights of a head, shape {@code [query tokens, key tokens]}, each row a distribution. */
        PATTERN("pattern", Owner.HEAD),
        /** The values of a head mixed by its pattern, shape {@code [tokens, d_v]}. */
        Z("z", Owner.HEAD),
        /** What a head adds to the residual stream, {@code W_O z}, shape {@code [tokens, d]}. */
        RESULT("result", Owner.HEAD),
        /** What all heads together add to the residual stream, shape {@code [tokens, d]}. */
        ATTN_OUT("attn_out", Owner.LAYER),
        /** The residual stream between attention and feed-forward, shape {@code [tokens, d]}. */
        RESID_MID("resid_mid", Owner.STREAM),
        /** The hidden units of the feed-forward before φ, {@code W_1 x + b_1}, shape {@code [tokens, hidden]}. */
        MLP_PRE("mlp.pre", Owner.LAYER),
        /** The hidden units of the feed-forward after φ, shape {@code [tokens, hidden]}. */
        MLP_POST("mlp.post", Owner.LAYER),
        /** What the feed-forward adds to the residual stream, shape {@code [tokens, d]}; zero for a feed-forward of none. */
        MLP_OUT("mlp_out", Owner.LAYER),
        /** The residual stream after the layer, shape {@code [tokens, d]}. */
        RESID_POST("resid_post", Owner.STREAM);

        private enum Owner {
            STREAM,
            HEAD,
            LAYER
        }

        private static final List<Site> OF_HEADS =
                Arrays.stream(values()).filter(Site::isOfHead).toList();
        private static final List<Site> OF_LAYERS =
                Arrays.stream(values()).filter(site -> !site.isOfHead()).toList();

        private final String path;
        private final Owner owner;

        Site(String path, Owner owner) {
            this.path = path;
            this.owner = owner;
        }

        /** The last part of the name of a hook point: {@code resid_pre}, {@code mlp.pre}. */
        public String path() {
            return path;
        }

        /** Whether the value belongs to one head. */
        public boolean isOfHead() {
            return owner == Owner.HEAD;
        }

        /** Whether the value is the residual stream itself, rather than something added to it or on the way to that. */
        public boolean isResidual() {
            return owner == Owner.STREAM;
        }

        /** The sites of a head, in the order of the forward pass. */
        public static List<Site> ofHeads() {
            return OF_HEADS;
        }

        /** The sites of the whole layer, in the order of the forward pass. */
        public static List<Site> ofLayers() {
            return OF_LAYERS;
        }
    }
}
