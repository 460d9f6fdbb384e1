package io.limitrate.shared;

import io.limitrate.QuietLog;
import io.limitrate.StoreListener;
import io.limitrate.StoreOperation;

/** Tells a listener, which cannot disturb the store. */
final class QuietStoreListener implements StoreListener {
  private final StoreListener listener;
  private final QuietLog log = new QuietLog(System.getLogger(SharedStore.class.getName()));

  QuietStoreListener(StoreListener listener) {
    this.listener = listener;
  }

  @Override
  public void operated(StoreOperation operation) {
    try {
      listener.operated(operation);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  @Override
  public void availability(boolean available) {
    try {
      listener.availability(available);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(RuntimeException e) {
    log.error("A listener failed: " + listener.getClass().getName(), e);
  }
}
