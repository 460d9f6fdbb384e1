package io.limitrate.login;

import java.time.Duration;

/**
 * A block that holds.
 *
 * @param id what it is about: a keyed hash, from which nobody can tell a name or an address
 * @param kind who is blocked
 * @param remaining how long it lasts from now
 */
public record LoginBlock(String id, BlockKind kind, Duration remaining) {}
