/**
 * The intermediate form: row factors. A row factor lists the joint states that are possible, each with a log-potential;
 * what is impossible has no row. The form can be run by itself.
 */
@NullMarked
package org.deciban.compiler.internal.ir;

import org.jspecify.annotations.NullMarked;
