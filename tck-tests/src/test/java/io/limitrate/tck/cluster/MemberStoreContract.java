package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a store whose nodes are members of the provider's cluster. */
abstract class MemberStoreContract extends SharedStoreContract {
  @TempDir static Path directory;

  private final Queue<MemberAddress> addresses = new ArrayDeque<>(MemberAddress.find(2));
  private final SharedSource.Provider provider;
  private final Function<MemberAddress, String> text;

  MemberStoreContract(SharedSource.Provider provider, Function<MemberAddress, String> text) {
    this.provider = provider;
    this.text = text;
  }

  @Override
  SharedSource source() {
    Path file = Stores.memberFile(provider.provider().id(), directory, addresses.remove(), text);
    return new SharedSource.Configured(provider, file.toString());
  }
}
