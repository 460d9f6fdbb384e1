package io.limitrate.internal.load;

import io.limitrate.Call;
import io.limitrate.Key;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws numbers for clients. All requests of a client have the same numbers for some minutes, so a
 * part of the clients is served whole, instead of a part of the requests of each client. Then all
 * clients draw anew, so no client is shed for ever. Thread-safe.
 */
final class ClientDraw {
  private static final int USER = 0;
  private static final int ADDRESS = 1;

  private volatile Key salt = Key.random();

  void renew() {
    salt = Key.random();
  }

  /** Returns the numbers of a client: two independent ones, evenly distributed. */
  Key of(Call call) {
    @Nullable String user = call.user();
    @Nullable String client = user == null ? call.address() : user;
    return client == null ? random() : salt.with(user == null ? ADDRESS : USER, client);
  }

  private static Key random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Key(random.nextLong(), random.nextLong());
  }

  /** Returns a number from 0 inclusive to 1 exclusive. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
