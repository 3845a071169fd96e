package org.deciban.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The layers of docs/architecture.md. */
class ArchitectureTest {
    private static final String[] TEST_FRAMEWORKS = {
        "org.junit..", "net.jqwik..", "org.assertj..", "com.tngtech.archunit.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.deciban");

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

    @Test
    void nobodyNeedsATestFrameworkToRun() {
        noClasses()
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
