package org.deciban.cli;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * An engine that tells when it is through with a layer.
 *
 * @param engine does the work
 * @param step is run after every layer of every forward pass
 */
record WatchedEngine(Engine engine, Runnable step) implements Engine {
    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        PreparedTransformer prepared = engine.prepare(transformer);
        return (tokens, observer) -> prepared.forward(tokens, new Watch(observer, step));
    }

    private record Watch(ForwardObserver observer, Runnable step) implements ForwardObserver {
        @Override
        public boolean wants(HookPoint point) {
            // Being asked is enough: the value itself would have to be copied.
            if (point.site() == Site.RESID_POST) {
                step.run();
            }
            return observer.wants(point);
        }

        @Override
        public void observe(HookPoint point, Matrix value) {
            observer.observe(point, value);
        }

        @Override
        public boolean replaces(HookPoint point) {
            return observer.replaces(point);
        }

        @Override
        public Matrix replace(HookPoint point, Matrix value) {
            return observer.replace(point, value);
        }

        @Override
        public void requireFits(Transformer transformer) {
            observer.requireFits(transformer);
        }
    }
}
