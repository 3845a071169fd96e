package org.deciban.testkit.contracts;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a suite as a build would, and keeps what came of each property. */
//
record Suite(Map<String, Optional<Throwable>> failures) {
    static Suite run(Class<?> suite, int tries) {
        EngineExecutionResults results = EngineTestKit.engine("jqwik")
                .selectors(selectClass(suite))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.tries.default", Integer.toString(tries))
                .execute();
        Map<String, Optional<Throwable>> failures = new LinkedHashMap<>();
        results.testEvents().finished().stream()
                .forEach(event -> failures.put(
                        event.getTestDescriptor().getDisplayName(),
                        event.getRequiredPayload(TestExecutionResult.class).getThrowable()));
        return new Suite(failures);
    }

    /** The violations that the properties of the suite ended with. */
    Map<String, ContractViolation> violations() {
        Map<String, ContractViolation> violations = new LinkedHashMap<>();
        failures.forEach((property, failure) -> failure.filter(ContractViolation.class::isInstance)
                .ifPresent(violation -> violations.put(property, (ContractViolation) violation)));
        return violations;
    }
}
