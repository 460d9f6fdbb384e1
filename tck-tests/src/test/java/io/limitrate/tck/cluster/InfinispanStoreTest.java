package io.limitrate.tck.cluster;

import io.limitrate.store.SharedSource;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.io.TempDir;

class InfinispanStoreTest extends SharedStoreContract {
  private static final Queue<MemberAddress> ADDRESSES = new ArrayDeque<>(MemberAddress.find(2));

  @TempDir static Path directory;

  @Override
  SharedSource source() {
    MemberAddress own = ADDRESSES.remove();
    Path file =
        Stores.write(directory, "member-" + own.port() + ".xml", InfinispanFile.member(own));
    return new SharedSource.Configured(SharedSource.Provider.INFINISPAN, file.toString());
  }
}
