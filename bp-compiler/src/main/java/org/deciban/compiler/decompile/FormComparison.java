package org.deciban.compiler.decompile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deciban.compiler.decompile.ImplicitRound.LayerForm;

/** Compares layers term by term, and says which terms differ. Terms are equal when every bit is. */
final class FormComparison {
    private final String layer;
    private final Misfits misfits;

    FormComparison(String layer, Misfits misfits) {
        this.layer = layer;
        this.misfits = misfits;
    }

    void layers(LayerForm found, LayerForm expected) {
        if (found.heads().size() != expected.heads().size()) {
            misfits.add(layer, found.heads().size() + " heads", expected.heads().size() + " heads");
        } else {
            for (int h = 0; h < expected.heads().size(); h++) {
                HeadForm wanted = expected.heads().get(h);
                String where = layer + ", head " + h + " (" + wanted.name() + ")";
                forms(where + ", score", found.heads().get(h).compatibility(), wanted.compatibility());
                forms(where + ", value path", found.heads().get(h).valuePath(), wanted.valuePath());
            }
        }
        if (found.links().size() != expected.links().size()) {
            misfits.add(
                    layer,
                    found.links().size() + " hidden units",
                    expected.links().size() + " hidden units");
        } else {
            for (int u = 0; u < expected.links().size(); u++) {
                links(
                        layer + ", unit " + u,
                        found.links().get(u),
                        expected.links().get(u));
            }
        }
        terms(layer + ", output bias", found.unary(), expected.unary());
    }

    private void forms(String where, List<Coupling> found, List<Coupling> expected) {
        if (!found.equals(expected)) {
            differences(where, byPlace(found), byPlace(expected));
        }
    }

    private Map<String, Double> byPlace(List<Coupling> form) {
        Map<String, Double> byPlace = new TreeMap<>();
        form.forEach(term -> byPlace.put(
                "from " + misfits.dimension(term.from()) + " to " + misfits.dimension(term.to()), term.weight()));
        return byPlace;
    }

    private void links(String where, UpdateLink found, UpdateLink expected) {
        if (found.function() != expected.function()) {
            misfits.add(where, found.function(), expected.function());
        }
        if (found.bias() != expected.bias()) {
            misfits.add(where + ", bias", found.bias(), expected.bias());
        }
        terms(where + ", input", found.inputs(), expected.inputs());
        terms(where + ", output", found.outputs(), expected.outputs());
    }

    private void terms(String where, List<Term> found, List<Term> expected) {
        if (!found.equals(expected)) {
            differences(where, byDimension(found), byDimension(expected));
        }
    }

    private Map<String, Double> byDimension(List<Term> terms) {
        Map<String, Double> byDimension = new TreeMap<>();
        terms.forEach(term -> byDimension.put(misfits.dimension(term.dimension()), term.weight()));
        return byDimension;
    }

    private void differences(String where, Map<String, Double> found, Map<String, Double> expected) {
        TreeSet<String> places = new TreeSet<>(found.keySet());
        places.addAll(expected.keySet());
        for (String place : places) {
            double actual = found.getOrDefault(place, 0.0);
            double wanted = expected.getOrDefault(place, 0.0);
            if (actual != wanted) {
                misfits.add(where + " " + place, actual, wanted);
            }
        }
    }
}
