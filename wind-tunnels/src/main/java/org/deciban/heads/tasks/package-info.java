/** What constructed heads are asked to do, answered in plain Java without a transformer. */
@NullMarked
package org.deciban.heads.tasks;

import org.jspecify.annotations.NullMarked;
