package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.deciban.transformer.Layer;

/**
 * The layers of a transformer, tied ones once.
 *
 * @param distinct each layer once, in the order of its first place
 * @param order which of them stands in each place
 */
record Schedule(List<Layer> distinct, List<Integer> order) {

    static Schedule of(List<Layer> layers) {
        Map<Layer, Integer> number = new IdentityHashMap<>();
        List<Layer> distinct = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (Layer layer : layers) {
            Integer known = number.get(layer);
            if (known == null) {
                known = distinct.size();
                number.put(layer, known);
                distinct.add(layer);
            }
            order.add(known);
        }
        return new Schedule(distinct, order);
    }

    /** The distinct layers that somewhere come right after one. */
    List<Integer> successors(int layer) {
        TreeSet<Integer> successors = new TreeSet<>();
        for (int place = 0; place + 1 < order.size(); place++) {
            if (order.get(place) == layer) {
                successors.add(order.get(place + 1));
            }
        }
        return List.copyOf(successors);
    }
}
