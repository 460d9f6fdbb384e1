package io.limitrate;

/** A cost that is the same for every call. */
record FixedCost(long units) implements CostResolver {
  @Override
  public long cost(Call call) {
    return units;
  }

  @Override
  public boolean mayReadBody() {
    return false;
  }
}
