package io.limitrate;

import java.util.OptionalLong;

/** Takes units by the size of responses, in blocks of bytes. Immutable. */
record SizeUnits(CallOutcome.Counting counting, long block, long most)
    implements CallOutcome.Counting {
  SizeUnits {
    if (block < 1) {
      throw new IllegalArgumentException("block " + block + ": must be at least 1 byte");
    }
    if (most < 1) {
      throw new IllegalArgumentException("most units " + most + ": must be at least 1");
    }
  }

  @Override
  public boolean counts(CallOutcome.Result result) {
    return counting.counts(result);
  }

  @Override
  public boolean readsSize() {
    return true;
  }

  /** Returns the blocks, rounded up, at least 1. A call of unknown size keeps its units. */
  @Override
  public long units(CallOutcome.Result result, long reserved) {
    OptionalLong size = result.size();
    return size.isEmpty() ? reserved : Math.max(1, Math.min(most, blocks(size.getAsLong())));
  }

  private long blocks(long bytes) {
    return bytes / block + (bytes % block == 0 ? 0 : 1);
  }
}
