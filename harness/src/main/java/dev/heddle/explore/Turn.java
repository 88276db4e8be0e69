package dev.heddle.explore;

/**
 * A decision that deviated from the default order.
 *
 * @param at the number of the decision
 * @param option which option was taken
 * @param id who that was
 */
record Turn(int at, int option, long id) {}
