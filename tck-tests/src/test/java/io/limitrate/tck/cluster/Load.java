package io.limitrate.tck.cluster;

/**
 * What a node is asked to do: some threads that call, for one user after the other.
 *
 * @param policy by which they are limited
 * @param user what the users' names begin with
 * @param first the number of the first user
 * @param users how many users there are
 * @param calls the calls of each thread
 * @param pauseMicros how long a thread pauses after each call, 0 for not at all
 */
record Load(String policy, String user, int first, int users, int calls, int pauseMicros) {
  /** The threads that call on each node. */
  static final int THREADS = 4;

  Load {
    if (users < 1 || first < 0 || first + users > Tally.MOST_USERS) {
      throw new IllegalArgumentException(
          "users " + first + " + " + users + ": must be 1 to " + Tally.MOST_USERS);
    }
  }

  /** Calls for one user as fast as they can be made. */
  static Load of(Limit limit, String user, int calls) {
    return new Load(limit.name(), user, 0, 1, calls, 0);
  }

  /** The same for that many users. */
  Load users(int users) {
    return new Load(policy, user, first, users, calls, pauseMicros);
  }

  /** The same for the user of that number, who is counted apart. */
  Load user(int number) {
    return new Load(policy, user, number, 1, calls, pauseMicros);
  }

  /** The same with that many calls of each thread. */
  Load calls(int calls) {
    return new Load(policy, user, first, users, calls, pauseMicros);
  }

  /** The same with a pause after each call. */
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
