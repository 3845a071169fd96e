package org.deciban.testkit.assertions;

import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.proofs.verify.EvidenceSampler;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Fills parameters with {@link ModelFile} and {@link SampledEvidence}. The annotations register it. */
public final class ModelParameters implements ParameterResolver {
    /** For the registration by annotations. */
    public ModelParameters() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return parameter.isAnnotated(ModelFile.class) && (type == FactorGraph.class || type == CompiledModel.class)
                || parameter.isAnnotated(SampledEvidence.class) && type == List.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Optional<SampledEvidence> sampled = parameter.findAnnotation(SampledEvidence.class);
        if (sampled.isPresent()) {
            return draw(read(modelOf(parameter), test), sampled.get());
        }
        FactorGraph graph = read(parameter.findAnnotation(ModelFile.class).orElseThrow(), test);
        return parameter.getParameter().getType() == FactorGraph.class
                ? graph
                : BpCompiler.compile(graph, CompilerOptions.auto());
    }

    private static ModelFile modelOf(ParameterContext parameter) {
        Parameter[] all = parameter.getDeclaringExecutable().getParameters();
        return Arrays.stream(all)
                .map(other -> other.getAnnotation(ModelFile.class))
                .filter(annotation -> annotation != null)
                .findFirst()
                .orElseThrow(() -> new ParameterResolutionException("evidence for the parameter "
                        + parameter.getParameter().getName()
                        + " is drawn from a model, and no parameter has @ModelFile. Maybe add one?"));
    }

    private static List<Evidence> draw(FactorGraph graph, SampledEvidence how) {
        EvidenceSampler sampler = new EvidenceSampler(graph, how.seed());
        List<Evidence> sets = new ArrayList<>(List.of(Evidence.none()));
        for (int i = 0; i < how.sets(); i++) {
            sets.add(sampler.next());
        }
        return List.copyOf(sets);
    }

    private static FactorGraph read(ModelFile file, ExtensionContext test) {
        Path path = path(file.value(), test.getRequiredTestClass());
        return test.getRoot()
                .getStore(ExtensionContext.Namespace.create(ModelParameters.class))
                .getOrComputeIfAbsent(path, ModelFiles::read, FactorGraph.class);
    }

    private static Path path(String name, Class<?> testClass) {
        URL resource = testClass.getResource(name);
        try {
            Path path = resource == null ? Path.of(name) : Path.of(resource.toURI());
            if (Files.isRegularFile(path)) {
                return path.toAbsolutePath();
            }
        } catch (URISyntaxException e) {
            throw new ParameterResolutionException("the resource " + resource + " has no path", e);
        }
        throw new ParameterResolutionException("there is no resource " + name + " beside " + testClass.getName()
                + ", nor such a file. Maybe a slash is missing at the front?");
    }
}
