package io.limitrate;

/**
 * One operation on a shared store. Implementations of {@link StoreListener} read this type.
 *
 * @param calls the number of calls that the operation decided together
 * @param leased the units that the operation took in advance for later calls, 0 for none
 * @param nanos the duration in nanoseconds
 * @param failed whether the operation failed or timed out
 */
public record StoreOperation(int calls, long leased, long nanos, boolean failed) {}
