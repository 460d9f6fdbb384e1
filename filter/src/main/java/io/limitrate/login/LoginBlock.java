package io.limitrate.login;

import java.time.Duration;

/**
 * An active block of a login, as {@link LoginBlocks#list} returns it.
 *
 * @param id a keyed hash of the blocked address, username or browser, which does not reveal it
 * @param kind the kind of client that is blocked
 * @param remaining how long the block lasts from now
 */
public record LoginBlock(String id, BlockKind kind, Duration remaining) {}
