/** Times inference: JMH benchmarks, and a driver that prints its figures as JSON. */
@NullMarked
package org.deciban.benchmarks;

import org.jspecify.annotations.NullMarked;
