package io.limitrate.internal.login.input;

import java.util.Set;

/** Compares names of members and fields, which some readers compare without regard to case. */
final class FieldNames {
  private FieldNames() {}

  /** Returns whether a name differs from the wanted one in case only. */
  static boolean hasOtherCase(Set<String> names, String wanted) {
    return names.stream().anyMatch(name -> name.equalsIgnoreCase(wanted) && !name.equals(wanted));
  }
}
