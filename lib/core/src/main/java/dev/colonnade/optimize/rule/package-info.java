/**
 * The rewrites, one per file: each draws what it turns into what, fires on any node of a plan, and returns the same
 * instance where it has nothing to do. {@link dev.colonnade.optimize.rule.StandardPhases} puts them in order. Classes
 * that are no {@link dev.colonnade.optimize.Rule} hold what several rules know in common.
 */
@NullMarked
package dev.colonnade.optimize.rule;

import org.jspecify.annotations.NullMarked;
