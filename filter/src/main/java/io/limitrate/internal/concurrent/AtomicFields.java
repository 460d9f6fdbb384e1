package io.limitrate.internal.concurrent;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Finds fields that are changed by compare-and-set. */
public final class AtomicFields {
  private AtomicFields() {}

  /**
   * Returns access to a field.
   *
   * @param owner the lookup of the class that has the field
   */
  public static VarHandle of(Lookup owner, String field, Class<?> type) {
    try {
      return owner.findVarHandle(owner.lookupClass(), field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
