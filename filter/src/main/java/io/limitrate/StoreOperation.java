package io.limitrate;

/**
 * One operation on a shared store.
 *
 * @param calls the calls that it decided together
 * @param leased the units that it took in advance for later calls, 0 for none
 * @param nanos how long it took
 * @param failed whether it did not come to an end
 */
public record StoreOperation(int calls, long leased, long nanos, boolean failed) {}
