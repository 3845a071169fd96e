/**
 * Suites that another project inherits to test its own inference: implement an interface, return what the implementation
 * answers, and the properties come with it.
 */
@NullMarked
package org.deciban.testkit.contracts;

import org.jspecify.annotations.NullMarked;
