package io.limitrate.challenge;

import org.jspecify.annotations.Nullable;

public final class ChallengeAssets {
  private ChallengeAssets() {}

  public static @Nullable Asset find(String name) {
    return null;
  }

  public record Asset(String contentType, byte[] bytes, String etag) {}
}
