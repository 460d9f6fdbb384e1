package io.limitrate.internal.store.provider;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** Adds a number to an entry. */
final class CountProcessor implements EntryProcessor<String, String, String>, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public String process(MutableEntry<String, String> entry, Object... arguments) {
    int count = entry.exists() ? Integer.parseInt(entry.getValue()) : 0;
    String next = Integer.toString(count + Integer.parseInt((String) arguments[0]));
    entry.setValue(next);
    return next;
  }
}
