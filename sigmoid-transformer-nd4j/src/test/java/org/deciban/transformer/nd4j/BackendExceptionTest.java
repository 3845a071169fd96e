package org.deciban.transformer.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** What one is told where ND4J is missing. */
class BackendExceptionTest {
    /** Runs inside a class loader that lacks something. */
    public static final class Preparation implements Callable<String> {
        @Override
        public String call() {
            ResidualLayout.Builder layout = ResidualLayout.builder();
            layout.add("all", 1);
            Transformer transformer = new Transformer(layout.build(), java.util.List.of());
            try {
                new Nd4jEngine().prepare(transformer);
                return "prepared";
            } catch (BackendException e) {
                return e.getMessage();
            }
        }
    }

    /** The messages of two attempts without the jars whose names match. */
    private static String[] without(Predicate<String> missing) throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !missing.test(Path.of(entry).getFileName().toString()))
                .map(BackendExceptionTest::url)
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Callable<?> preparation = (Callable<?>) loader.loadClass(Preparation.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return new String[] {
                preparation.call().toString(), preparation.call().toString()
            };
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutABackendEveryAttemptSaysWhatToAdd() throws Exception {
        assertThat(without(jar -> jar.startsWith("nd4j-native")))
                .allSatisfy(message -> assertThat(message)
                        .startsWith("the engine nd4j found no ND4J backend that runs here (")
                        .endsWith("Maybe add org.nd4j:nd4j-native and its natives for this platform to the class path, "
                                + "or build with -Pnd4j?"));
    }

    @Test
    void withoutNd4jItSaysTheSame() throws Exception {
        assertThat(without(jar -> jar.startsWith("nd4j-")))
                .allSatisfy(message -> assertThat(message)
                        .startsWith("the engine nd4j found no ND4J backend that runs here (")
                        .endsWith("build with -Pnd4j?"));
    }
}
