package org.deciban.factorgraph.mutation;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends every property after {@code mutation.tries} satisfied tries, those that ask for more too.
 *
 * <p>What a property says about its generator needs all its tries and says nothing about the code under test: it counts
 * as fulfilled. Found by {@code src/mutation/META-INF/services}, which only PIT has on its class path.
 */
public final class FewTries implements AroundTryHook, AroundPropertyHook {
    private static final int TRIES = Integer.getInteger("mutation.tries", 10);

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters)
            throws Throwable {
        TryExecutionResult result = aTry.execute(parameters);
        if (!result.isSatisfied()) {
            return result;
        }
        Store<Integer> satisfied = Store.getOrCreate(FewTries.class, Lifespan.PROPERTY, () -> 0);
        satisfied.update(count -> count + 1);
        return satisfied.get() < TRIES ? result : TryExecutionResult.satisfied(true);
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property)
            throws Throwable {
        PropertyExecutionResult result = property.execute();
        return result.throwable().filter(FewTries::isAboutTheGenerator).isPresent() ? result.mapToSuccessful() : result;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    /** Outside of the hook that checks statistics. */
    @Override
    public int aroundPropertyProximity() {
        return -1_000_000;
    }

    private static boolean isAboutTheGenerator(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().contains("StatisticsCollectorImpl"));
    }
}
