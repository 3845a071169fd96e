/**
 * What is left of a model's answers without one of its parts, under other names, at other lengths and with other seeds.
 */
@NullMarked
package org.deciban.tunnels.ablations;

import org.jspecify.annotations.NullMarked;
