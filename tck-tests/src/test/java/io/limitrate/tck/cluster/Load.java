package io.limitrate.tck.cluster;

/**
 * The calls that a node makes: several threads call for one user after the other.
 *
 * @param policy limits the calls
 * @param user the prefix of the users' names
 * @param first the number of the first user
 * @param users the number of users
 * @param calls the number of calls of each thread
 * @param pauseMicros the pause of a thread after each call, 0 for no pause
 */
record Load(String policy, String user, int first, int users, int calls, int pauseMicros) {
  /** The number of threads on each node. */
  static final int THREADS = 4;

  Load {
    if (users < 1 || first < 0 || first + users > Tally.MOST_USERS) {
      throw new IllegalArgumentException(
          "users " + first + " + " + users + ": must be 1 to " + Tally.MOST_USERS);
    }
  }

  /** Returns calls for one user without pauses. */
  static Load of(Limit limit, String user, int calls) {
    return new Load(limit.name(), user, 0, 1, calls, 0);
  }

  /** Returns this load for a number of users. */
  Load users(int users) {
    return new Load(policy, user, first, users, calls, pauseMicros);
  }

  /** Returns this load for the user with a number, who is counted separately. */
  Load user(int number) {
    return new Load(policy, user, number, 1, calls, pauseMicros);
  }

  /** Returns this load with a number of calls per thread. */
  Load calls(int calls) {
    return new Load(policy, user, first, users, calls, pauseMicros);
  }

  /** Returns this load with a pause after each call. */
  Load pauseMicros(int pauseMicros) {
    return new Load(policy, user, first, users, calls, pauseMicros);
  }

  String text() {
    return String.join(
        " ",
        policy,
        user,
        Integer.toString(first),
        Integer.toString(users),
        Integer.toString(calls),
        Integer.toString(pauseMicros));
  }

  static Load parse(String text) {
    String[] words = text.split(" ");
    return new Load(
        words[0],
        words[1],
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]));
  }
}
