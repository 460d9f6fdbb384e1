package io.limitrate.internal.application;

import io.limitrate.CallerList;
import io.limitrate.config.Configuration;
import io.limitrate.internal.list.AnyList;
import io.limitrate.internal.list.FileList;
import io.limitrate.internal.review.ListReview;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Watches the files of the lists of the current configuration. Not thread-safe. */
final class ListWatches implements AutoCloseable {
  private final Map<FileList, ConfigurationWatch> watches = new HashMap<>();

  /** Watches the files that this configuration names, and no others. */
  void watch(Configuration configuration, Duration interval) {
    Collection<CallerList> lists = ListReview.lists(configuration).values();
    if (lists.isEmpty() && watches.isEmpty()) {
      return; // most configurations have no lists
    }
    Set<FileList> files =
        lists.stream()
            .flatMap(AnyList::parts)
            .flatMap(list -> list instanceof FileList file ? Stream.of(file) : Stream.empty())
            .collect(Collectors.toSet());
    Map<FileList, ConfigurationWatch> ended = new HashMap<>(watches);
    ended.keySet().removeAll(files);
    ended.values().forEach(ConfigurationWatch::close);
    watches.keySet().retainAll(files);
    files.forEach(
        file ->
            watches.computeIfAbsent(
                file, list -> new ConfigurationWatch(list.file(), interval, list::reload)));
  }

  @Override
  public void close() {
    watches.values().forEach(ConfigurationWatch::close);
    watches.clear();
  }
}
