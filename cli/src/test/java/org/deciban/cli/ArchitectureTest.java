package org.deciban.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.verify.Verifier;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.onnx.OnnxEngine;
import org.junit.jupiter.api.Test;

/** The layers of docs/architecture.md. */
class ArchitectureTest {
    private static final String[] TEST_FRAMEWORKS = {
        "org.junit..", "net.jqwik..", "org.assertj..", "com.tngtech.archunit.."
    };

    /** The compiled classes of every module that has been built, tests apart. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(modules());

    private static List<Path> modules() {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            return folders.map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyModuleIsLookedAt() {
        for (Class<?> type :
                List.of(FactorGraph.class, Transformer.class, OnnxEngine.class, BpCompiler.class, Verifier.class)) {
            assertThat(CLASSES.contain(type)).isTrue();
        }
    }

    @Test
    void theTwoImplementationsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.deciban.factorgraph..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deciban.transformer..", "org.deciban.compiler..", "org.deciban.proofs..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.deciban.transformer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deciban.factorgraph..", "org.deciban.compiler..", "org.deciban.proofs..")
                .check(CLASSES);
    }

    @Test
    void theCompilerDoesNotKnowWhoChecksIt() {
        noClasses()
                .that()
                .resideInAPackage("org.deciban.compiler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deciban.proofs..")
                .check(CLASSES);
    }

    @Test
    void theCompilersInternalsAreItsOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.deciban.compiler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deciban.compiler.internal..")
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheCommandOrTheExamples() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.deciban.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deciban.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.deciban.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deciban.examples..")
                .check(CLASSES);
    }

    /** The internals of the compiler read its public size bounds, so that they count as one with it. */
    private static final SliceAssignment COMPILER_IN_ONE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            int internal = name.indexOf(".internal");
            return SliceIdentifier.of(internal < 0 ? name : name.substring(0, internal));
        }

        @Override
        public String getDescription() {
            return "packages, the compiler with its internals";
        }
    };

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(COMPILER_IN_ONE).should().beFreeOfCycles().check(CLASSES);
        slices().matching("org.deciban.compiler.internal.(*)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** The test kit is for tests, so that nobody may need it to run, either. */
    @Test
    void nobodyNeedsATestFrameworkToRun() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.deciban.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deciban.testkit..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.deciban.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TEST_FRAMEWORKS)
                .check(CLASSES);
    }

    @Test
    void packagesAreNamedByConcept() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..helper..", "..model..")
                .check(CLASSES);
    }
}
