package io.limitrate.tck.app;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Fails at each event of an asynchronous request. */
final class FailingListener implements AsyncListener {
  @Override
  public void onComplete(AsyncEvent event) {
    throw new IllegalStateException("on purpose");
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    throw new IllegalStateException("on purpose");
  }

  @Override
  public void onError(AsyncEvent event) {
    throw new IllegalStateException("on purpose");
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    throw new IllegalStateException("on purpose");
  }
}
