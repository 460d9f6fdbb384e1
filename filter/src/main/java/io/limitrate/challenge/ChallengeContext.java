package io.limitrate.challenge;

/**
 * Says what a challenge protects. A {@link ChallengeProvider} of the application receives this
 * type. Subject and client are keyed hashes: equal values have equal hashes, and a hash does not
 * reveal its value. Immutable.
 *
 * @param action the name of the protected resource, such as the name of a login
 * @param subject the hash of the username; empty when there is no username
 * @param client the hash of the client's address in the form in which addresses are counted
 */
public record ChallengeContext(String action, String subject, String client) {}
