package io.limitrate.challenge;

/**
 * What a challenge is for. Subject and client are keyed hashes: equal for equal values, and nothing
 * can be learnt from them.
 *
 * @param action the name of what is protected, such as that of a login
 * @param subject who the attempt is about: the username's hash; empty where there is none
 * @param client whence it comes: the hash of the address as it is counted
 */
public record ChallengeContext(String action, String subject, String client) {}
