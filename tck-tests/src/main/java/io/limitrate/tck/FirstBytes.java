package io.limitrate.tck;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Receives the first bytes of a response and cancels the rest. */
final class FirstBytes implements BodySubscriber<Boolean> {
  private final CompletableFuture<Boolean> received = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> response = new CompletableFuture<>();

  @Override
  public CompletionStage<Boolean> getBody() {
    return received;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    response.complete(subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    response.join().cancel();
    received.complete(true);
  }

  @Override
  public void onError(Throwable failure) {
    received.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    received.complete(false);
  }
}
