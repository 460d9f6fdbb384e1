package io.limitrate.internal.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call with the parts that a test sets. */
public final class TestCall implements LedgerCall {
  private static final List<String> CLASSES = List.of("critical", "high", "normal", "low");

  private final Ledger ledger;
  private final boolean invocation;
  private final Map<String, String> parts = new HashMap<>();

  /** Creates a call without parts. */
  public TestCall() {
    this(new Ledger(), false);
  }

  TestCall(Ledger ledger, boolean invocation) {
    this.ledger = ledger;
    this.invocation = invocation;
  }

  /** Sets a part. */
  public TestCall with(String part, String value) {
    parts.put(part, value);
    return this;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Returns the class with the rank of the part {@code rank}, of the usual classes. A call starves
   * after a second.
   */
  @Override
  public Precedence precedence() {
    String rank = parts.get("rank");
    return rank == null
        ? Precedence.FIRST
        : new Precedence(CLASSES.subList(0, Integer.parseInt(rank)), TimeUnit.SECONDS.toNanos(1));
  }

  @Override
  public boolean invocation() {
    return invocation;
  }

  @Override
  public @Nullable String address() {
    return parts.get("ip");
  }

  @Override
  public @Nullable String user() {
    return parts.get("user");
  }

  @Override
  public boolean hasRole(String role) {
    return parts.containsKey("role:" + role);
  }

  @Override
  public @Nullable String session() {
    return parts.get("session");
  }

  @Override
  public @Nullable String header(String name) {
    return parts.get("header:" + name);
  }

  @Override
  public @Nullable String cookie(String name) {
    return parts.get("cookie:" + name);
  }

  @Override
  public @Nullable String query(String name) {
    return parts.get("query:" + name);
  }

  @Override
  public @Nullable String form(String name) {
    return parts.get("form:" + name);
  }

  @Override
  public @Nullable String json(String pointer) {
    return parts.get("json:" + pointer);
  }

  @Override
  public @Nullable String pathVariable(String name) {
    return parts.get("path:" + name);
  }

  @Override
  public @Nullable String endpoint() {
    return parts.get("endpoint");
  }

  @Override
  public @Nullable String parameter(String name) {
    return parts.get("param:" + name);
  }
}
