package io.limitrate.internal.application;

import io.limitrate.Limits.LimitsMXBean.Standing;

/** The standing of a key as JMX attributes. */
public record SeenStanding(String id, String quota, long remaining, long resetSeconds)
    implements Standing {
  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getQuota() {
    return quota;
  }

  @Override
  public long getRemaining() {
    return remaining;
  }

  @Override
  public long getResetSeconds() {
    return resetSeconds;
  }
}
