package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.NumberPosterior;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.proofs.certificates.Certificate.StateBound;
import org.deciban.proofs.recheck.CertificateCheck;
import org.deciban.transformer.io.Json;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
import org.deciban.transformer.io.TransformerFormatException;

/** A certificate that was changed is rejected; one that was changed and signed anew is, unless what it then says is true. */
class CertificateTamperingProperties {
    private static final FactorGraph GRAPH = ModelFiles.read(Path.of("../examples/networks/wet-grass.bif"));
    private static final Evidence EVIDENCE =
            GRAPH.evidence().likelihood(GRAPH.variables().get(0), 0.3, 0.8).build();
    private static final Certificate CERTIFICATE =
            Certifier.certify(BpCompiler.compile(GRAPH, CompilerOptions.exact()), EVIDENCE);
    private static final String TEXT = CertificateFile.text(CERTIFICATE);

    @Property(tries = 300)
    void aByteThatIsChangedOrTakenOutIsNoticed(@ForAll Random random) {
        StringBuilder changed = new StringBuilder(TEXT);
        int at = random.nextInt(TEXT.length());
        if (random.nextInt(4) == 0) {
            changed.deleteCharAt(at);
        } else {
            changed.setCharAt(at, (char) (' ' + random.nextInt(95)));
        }
        if (changed.toString().equals(TEXT) || changed.toString().strip().equals(TEXT.strip())) {
            return;
        }
        assertThat(accepts(changed.toString()))
                .as(
                        "character %d: %s",
                        at, changed.substring(Math.max(0, at - 20), Math.min(at + 20, changed.length())))
                .isFalse();
    }

    @Property(tries = 50)
    void blanksBetweenValuesChangeNothing(@ForAll Random random) {
        List<Integer> commas = new ArrayList<>();
        for (int i = 0; i < TEXT.length(); i++) {
            if (TEXT.charAt(i) == ',' && TEXT.charAt(i + 1) == '"' && TEXT.charAt(i - 1) != '\\') {
                commas.add(i);
            }
        }
        int at = commas.get(random.nextInt(commas.size()));
        CertificateFile read =
                CertificateFile.parse("text", TEXT.substring(0, at + 1) + " \n" + TEXT.substring(at + 1));
        assertThat(read.isIntact()).isTrue();
        assertThat(read.certificate()).isEqualTo(CERTIFICATE);
    }

    @Property(tries = 80)
    void aFieldThatIsChangedAndSignedAnewIsRejectedUnlessItsBoundsHold(@ForAll Random random) {
        JsonObject original =
                (JsonObject) Json.parse("text", "certificate", TEXT).value();
        int leaves = count(original);
        int[] left = {random.nextInt(leaves)};
        JsonObject changed;
        try {
            changed = (JsonObject) change(original, left, random);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (changed.equals(original)) {
            return;
        }
        String text = CertificateFile.signed(new LinkedHashMap<>(changed.fields()));
        if (accepts(text)) {
            requireTrue(CertificateFile.parse("text", text));
        }
    }

    /** Held against exact rationals: what an accepted certificate says of the posterior is so, and of the same graph. */
    private static void requireTrue(CertificateFile file) {
        assertThat(file.certificate().graph()).isEqualTo(GRAPH);
        assertThat(file.certificate().evidence()).isEqualTo(EVIDENCE);
        assertThat(file.certificate().programHash()).isEqualTo(CERTIFICATE.programHash());
        NumberPosterior<BigFraction> exact = JunctionTree.of(GRAPH, EVIDENCE).posteriorInRationals();
        for (StateBound bound : file.certificate().states()) {
            BigFraction fraction = exact.probability(bound.variable(), bound.state());
            BigDecimal truth = new BigDecimal(fraction.getNumerator())
                    .divide(new BigDecimal(fraction.getDenominator()), new MathContext(80));
            assertThat(bound.truthLo()).isLessThanOrEqualTo(truth);
            assertThat(bound.truthHi()).isGreaterThanOrEqualTo(truth);
            for (double number : List.of(
                    bound.printed(),
                    bound.transformer().lo(),
                    bound.transformer().hi())) {
                assertThat(new BigDecimal(number).subtract(truth).abs())
                        .isLessThanOrEqualTo(new BigDecimal(file.eps()));
            }
        }
    }

    private static boolean accepts(String text) {
        try {
            CertificateFile file = CertificateFile.parse("text", text);
            return file.certificate().source().file().isEmpty()
                    && CertificateCheck.of(file, Optional.of(GRAPH)).holds();
        } catch (TransformerFormatException e) {
            return false;
        }
    }

    private static int count(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.fields().values().stream()
                    .mapToInt(CertificateTamperingProperties::count)
                    .sum();
        }
        return value instanceof JsonList list
                ? list.entries().stream()
                        .mapToInt(CertificateTamperingProperties::count)
                        .sum()
                : 1;
    }

    /** Changes one character of the leaf whose turn it is. */
    private static JsonValue change(JsonValue value, int[] left, Random random) {
        if (value instanceof JsonObject object) {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            object.fields().forEach((key, field) -> fields.put(key, change(field, left, random)));
            return new JsonObject(fields);
        }
        if (value instanceof JsonList list) {
            return new JsonList(list.entries().stream()
                    .map(entry -> change(entry, left, random))
                    .toList());
        }
        if (left[0]-- != 0) {
            return value;
        }
        if (value instanceof JsonNumber number) {
            return new JsonNumber(withOther(number.numeral(), "0123456789", random));
        }
        return value instanceof JsonText text
                ? new JsonText(withOther(text.text(), "0123456789abcdef", random))
                : value;
    }

    private static String withOther(String text, String characters, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int at = random.nextInt(text.length());
        changed.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
        return changed.toString();
    }
}
