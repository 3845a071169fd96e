/** The constructed heads with what theory predicts of their scores, and tables of what interventions do. */
@NullMarked
package org.deciban.heads.catalogue;

import org.jspecify.annotations.NullMarked;
