package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quota.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Charges and returns of token bucket leases: T is 10 ns, tau is 1,000 ns, a lease lasts 50 ns. */
class BucketLeaseTest {

  private static final long LIFE = 50;
  private final LeasableAlgorithm bucket = tokenBucket(100, 1_000, 100);

  @Test
  void storesWhatIsAheadOfTheEndAndTestsWhatIsAheadOfNow() {
    Lease lease = bucket.lease(null, 100, 0, LIFE);

    assertThat(lease.next()).isEqualTo(new LeasedBucketState(1_050, 0, 0));
    assertThat(Answer.of(bucket.acquire(lease.next(), 1, 0)).waitNanos()).isEqualTo(60);
  }

  @Test
  void aLeaseOfABusyBucketCostsNoMoreThanItsUnits() {
    State busy = bucket.acquire(null, 40, 0).next();

    State leased = bucket.lease(busy, 20, 10, 10 + LIFE).next();

    assertThat(leased).isEqualTo(new LeasedBucketState(600, 0, 0));
  }

  @Test
  void aBusyBucketTakesAllBack() {
    State busy = bucket.acquire(null, 60, 0).next();
    Lease lease = bucket.lease(busy, 20, 10, 10 + LIFE);
    State later = bucket.acquire(lease.next(), 5, 20).next();

    State returned = bucket.giveBack(later, lease.unused(20, 10), LIFE, 60);

    assertThat(returned).isEqualTo(new LeasedBucketState(650, 0, 200));
  }

  @Test
  void aBucketTakesBackOnlyWhatTheLeaseLiesTwoLivesAhead() {
    Lease lease = bucket.lease(null, 20, 0, LIFE);

    assertThat(bucket.giveBack(lease.next(), lease.unused(20, 0), LIFE, 40))
        .isEqualTo(new LeasedBucketState(140, 0, 110));
  }

  @Test
  void aBucketTakesNothingBackTwoLivesAfterTheLeaseBegan() {
    State busy = bucket.acquire(null, 60, 0).next();
    Lease lease = bucket.lease(busy, 20, 10, 10 + LIFE);

    assertThat(bucket.giveBack(lease.next(), lease.unused(20, 10), LIFE, 110))
        .isSameAs(lease.next());
    assertThat(bucket.giveBack(lease.next(), lease.unused(20, 10), LIFE, 109)).isNotNull();
  }

  /** Each return alone leaves enough units; both together would take units of the third lease. */
  @Test
  void creditThatOneLeaseGaveBackIsNotGivenBackByTheNext() {
    Lease first = bucket.lease(null, 30, 0, LIFE);
    Lease second = bucket.lease(first.next(), 5, 0, LIFE);
    State returned = bucket.giveBack(second.next(), first.unused(30, 0), LIFE, 0);
    Lease third = bucket.lease(returned, 20, 95, 95 + LIFE);

    State kept = bucket.giveBack(third.next(), second.unused(5, 0), LIFE, 95);

    assertThat(returned).isEqualTo(new LeasedBucketState(150, 0, 250));
    assertThat(kept).isSameAs(third.next());
  }

  @Test
  void aRefundIsGivenBackOnceToo() {
    State busy = bucket.acquire(null, 30, 0).next();
    Lease lease = bucket.lease(busy, 5, 0, LIFE);

    State refunded = bucket.settle(lease.next(), 30, 0, 0, 0);

    assertThat(refunded).isEqualTo(new LeasedBucketState(50, 0, 300));
    assertThat(bucket.giveBack(refunded, lease.unused(5, 0), LIFE, 0)).isSameAs(refunded);
  }

  @Test
  void aRefundOfAllLeavesTheAccountOfWhatWasGivenBack() {
    Lease lease = bucket.lease(null, 10, 0, 0);

    State refunded = bucket.settle(lease.next(), 10, 0, 0, 40);

    assertThat(refunded).isEqualTo(new LeasedBucketState(40, 0, 60));
    assertThat(bucket.idle(new LeasedBucketState(40, 0, 60), 40)).isTrue();
  }

  @Test
  void aStateDroppedAndMadeAnewTakesNothingBack() {
    Lease before = bucket.lease(new LeasedBucketState(500, 0, 70), 10, 0, LIFE);
    Lease anew = bucket.lease(null, 10, 0, LIFE);

    assertThat(bucket.giveBack(anew.next(), before.unused(10, 0), LIFE, 0)).isSameAs(anew.next());
  }

  @Test
  void keepsTheFractionExact() {
    LeasableAlgorithm sevenths = tokenBucket(7, 1_000, 700);
    State busy = sevenths.acquire(null, 350, 0).next();
    Lease lease = sevenths.lease(busy, 5, 0, LIFE);

    assertThat(lease.next()).isEqualTo(new LeasedBucketState(50_714, 2, 0));
    assertThat(sevenths.giveBack(lease.next(), lease.unused(5, 0), LIFE, 0))
        .isEqualTo(new LeasedBucketState(50_000, 0, 715));
  }

  /**
   * Ten units become available in a hundred nanoseconds, so the level of the bucket does not
   * change.
   */
  @Property(tries = 500)
  void leasesThatAreUsedUpLoseNothingWhileTheBucketIsBusy(
      @ForAll @LongRange(min = 1, max = 90) long fill,
      @ForAll @LongRange(min = 0, max = LIFE) long life) {
    State leased = bucket.acquire(null, fill, 0).next();
    State acquired = leased;
    for (long now = 0; now < 10_000; now += 100) {
      leased = bucket.lease(leased, 10, now, now + life).next();
      acquired = bucket.acquire(acquired, 10, now).next();
    }

    long reset = bucket.acquire(leased, 0, 10_000).answer().resetNanos();

    assertThat(reset - bucket.acquire(acquired, 0, 10_000).answer().resetNanos())
        .isEqualTo(Math.max(0, life - 10 * fill));
  }

  private static LeasableAlgorithm tokenBucket(long limit, long windowNanos, long burst) {
    return (LeasableAlgorithm) new Limit(Kind.TOKEN_BUCKET, limit, windowNanos, burst).algorithm();
  }
}
