package org.deciban.proofs.recheck;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileBudgetException;
import org.deciban.compiler.CompileException;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.certificates.Certificate;
import org.deciban.proofs.certificates.Certificate.Source;
import org.deciban.proofs.certificates.Certificate.StateBound;
import org.deciban.proofs.certificates.CertificateFile;
import org.deciban.proofs.certificates.ProgramHash;
import org.deciban.proofs.recheck.Decimals.Range;
import org.deciban.transformer.Program;

/**
 * Whether a certificate is what it was and says what is true.
 *
 * <ol>
 *   <li>its SHA-256 is that of its content, and that of its graph is that of the graph in it;
 *   <li>the transformer, compiled from the graph in it or read from its file, has the SHA-256 that it states;
 *   <li>by elimination in decimals the posterior lies within the bounds that it states;
 *   <li>by a forward pass in decimals what the transformer computes lies in the enclosures that it states;
 *   <li>ε is what these and the printed numbers amount to.
 * </ol>
 *
 * <p>Printed numbers are compared with the posterior; no engine is run again.
 *
 * @param problems why it is rejected; empty if it holds
 */
public record CertificateCheck(List<String> problems) {
    private static final int FIRST_DIGITS = 60;
    private static final int MOST_DIGITS = 480;

    /** Some kilobytes a layer, of which only those used take memory. */
    private static final long STACK_BYTES = 1L << 29;

    /** Bounds of this relative width lie inside those of a certificate, whose doubles and 40 digits are coarser. */
    private static final BigDecimal WIDTH = new BigDecimal("1e-45");

    /** Copies the list. */
    public CertificateCheck {
        problems = List.copyOf(problems);
    }

    /** Whether the certificate holds. */
    public boolean holds() {
        return problems.isEmpty();
    }

    /**
     * Checks a certificate of a transformer that was compiled.
     *
     * @param expected the graph that it should be about; empty to take the one in it
     * @throws IllegalArgumentException if the certificate is of a transformer from a file
     */
    public static CertificateCheck of(CertificateFile file, Optional<FactorGraph> expected) {
        Source source = file.certificate().source();
        if (source.file().isPresent()) {
            throw new IllegalArgumentException(
                    "the certificate is of the transformer in " + source.file().get() + ". Maybe read that file?");
        }
        try {
            return of(file, expected, compiled(file.certificate()));
        } catch (CompileException | CompileBudgetException e) {
            return new CertificateCheck(List.of("the graph cannot be compiled as stated: " + e.getMessage()));
        }
    }

    private static BeliefModel compiled(Certificate certificate) {
        CompilerOptions options =
                CompilerOptions.exact().withConstruction(certificate.source().construction());
        BeliefModel model = BpCompiler.compile(certificate.graph(), options);
        int rounds = certificate.source().rounds();
        return model.rounds() == rounds ? model : BpCompiler.compile(certificate.graph(), options.withRounds(rounds));
    }

    /**
     * Checks a certificate.
     *
     * @param expected as above
     * @param model the transformer that it should be of
     */
    public static CertificateCheck of(CertificateFile file, Optional<FactorGraph> expected, BeliefModel model) {
        Certificate certificate = file.certificate();
        if (!file.isIntact()) {
            return new CertificateCheck(List.of("its SHA-256 is not that of its content: it was changed"));
        }
        List<String> problems = new ArrayList<>();
        require(
                CertificateFile.hash(certificate.graph()).equals(file.graphHash()),
                "the SHA-256 of its graph is not that of the graph in it",
                problems);
        expected.ifPresent(graph -> require(
                CertificateFile.hash(graph).equals(CertificateFile.hash(certificate.graph())),
                "it is about another graph than the model given",
                problems));
        require(
                Double.compare(certificate.eps(), file.eps()) == 0,
                "eps is " + file.eps() + ", and its bounds amount to " + certificate.eps(),
                problems);
        Evidence given = model.withConstants(certificate.evidence());
        require(given.equals(certificate.evidence()), "it leaves out evidence that is compiled in", problems);
        double[] inputs = model.inputs(certificate.evidence());
        if (!ProgramHash.of(model.program(), inputs).equals(certificate.programHash())) {
            problems.add("the SHA-256 of the transformer is not the one stated");
            return new CertificateCheck(problems);
        }
        checkTruth(certificate, problems);
        checkTransformer(certificate, model, inputs, problems);
        return new CertificateCheck(problems);
    }

    private static void require(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static void checkTruth(Certificate certificate, List<String> problems) {
        DecimalElimination elimination =
                new DecimalElimination(certificate.graph(), certificate.evidence(), new Decimals(2 * FIRST_DIGITS));
        for (Variable variable : certificate.graph().variables()) {
            List<Range> posterior = elimination.posterior(variable);
            if (posterior.isEmpty()) {
                problems.add("the posterior of " + variable
                        + " cannot be worked out again: the evidence is impossible, or tables are too large");
                return;
            }
            for (StateBound bound : certificate.states()) {
                if (bound.variable().equals(variable)) {
                    Range exact = posterior.get(bound.state());
                    boolean holds = bound.truthLo().compareTo(exact.lo()) <= 0
                            && bound.truthHi().compareTo(exact.hi()) >= 0;
                    require(holds, "the posterior of " + name(bound) + " is not within the bounds stated", problems);
                }
            }
        }
    }

    private static void checkTransformer(
            Certificate certificate, BeliefModel model, double[] inputs, List<String> problems) {
        for (int digits = FIRST_DIGITS; ; digits *= 2) {
            List<Range> states = states(model.program(), inputs, digits);
            List<StateBound> wrong = certificate.states().stream()
                    .filter(bound -> !holds(
                            bound, states.get(model.logitRows(bound.variable()).get(bound.state()))))
                    .toList();
            boolean narrow = states.stream().allMatch(state -> state.width().compareTo(WIDTH) <= 0);
            // Where a bound fails and the intervals are wide, more digits may still show that it holds.
            if (wrong.isEmpty() || narrow || digits >= MOST_DIGITS) {
                wrong.forEach(bound -> problems.add(
                        "what the transformer computes for " + name(bound) + " is not in the enclosure stated"));
                return;
            }
        }
    }

    /** An entry asks for those of the layer before, so the stack is as deep as the layers: a thread of its own has room for that. */
    private static List<Range> states(Program program, double[] inputs, int digits) {
        FutureTask<List<Range>> task =
                new FutureTask<>(() -> new DecimalForwardPass(program, inputs, new Decimals(digits))
                        .distributions().stream().flatMap(List::stream).toList());
        new Thread(null, task, "forward pass in decimals", STACK_BYTES).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the forward pass in decimals failed: " + e.getCause(), e);
        }
    }

    private static boolean holds(StateBound bound, Range range) {
        return new BigDecimal(bound.transformer().lo()).compareTo(range.lo()) <= 0
                && new BigDecimal(bound.transformer().hi()).compareTo(range.hi()) >= 0;
    }

    private static String name(StateBound bound) {
        return bound.variable() + "=" + bound.variable().states().get(bound.state());
    }
}
