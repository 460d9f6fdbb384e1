package io.limitrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key, a tier and a cost are resolved from: an HTTP request, or an annotated method's call.
 *
 * <p>A part that the call does not have is {@code null}. Implementations belong to one request and
 * need not be thread-safe, but for their {@link #ledger}.
 */
public interface Call {

  /** What has been charged for this call and, where it is part of a request, for that request. */
  Ledger ledger();

  /**
   * Whether this is one invocation of an annotated method, not the request as a whole. A policy is
   * charged once for a request, and once for every invocation; the first invocation is covered by
   * what its request was charged.
   */
  default boolean invocation() {
    return false;
  }

  /** The client's address as it is counted: canonical, IPv6 cut to its prefix. */
  default @Nullable String address() {
    return null;
  }

  /** The name of the authenticated user. */
  default @Nullable String user() {
    return null;
  }

  /** Whether the authenticated user has the role. */
  default boolean hasRole(String role) {
    return false;
  }

  /** The id of the session, if there is one; none is created. */
  default @Nullable String session() {
    return null;
  }

  /** The first value of a request header; names are case-insensitive. */
  default @Nullable String header(String name) {
    return null;
  }

  /** The value of the first cookie of that name. */
  default @Nullable String cookie(String name) {
    return null;
  }

  /** The values of all cookies of that name, as far as they are known. */
  default List<String> cookies(String name) {
    String first = cookie(name);
    return first == null ? List.of() : List.of(first);
  }

  /** The first value of a parameter in the query string, decoded. */
  default @Nullable String query(String name) {
    return null;
  }

  /** The first value of a field of a form body, decoded. */
  default @Nullable String form(String name) {
    return null;
  }

  /** The scalar that a JSON pointer (RFC 6901) selects in a JSON body, as text. */
  default @Nullable String json(String pointer) {
    return null;
  }

  /** A variable of the path template that matched. */
  default @Nullable String pathVariable(String name) {
    return null;
  }

  /** The method and route template, such as {@code GET /api/products/{id}}; or the Java method. */
  default @Nullable String endpoint() {
    return null;
  }

  /** The value of the annotated method's parameter that is marked as key under this name. */
  default @Nullable String parameter(String name) {
    return null;
  }

  /**
   * Corrects what the policy reserved for this call to what was used, once.
   *
   * @param used the units used, at least 0; above the reservation they may leave a debt
   * @return whether there was a reservation to settle
   */
  default boolean settle(String policy, long used) {
    return ledger().settle(policy, used);
  }

  /**
   * Hears of a verdict that was added to the ledger it owns, on the thread that added it: to tell
   * the client where it stands.
   */
  default void decided(Verdict verdict) {}

  /** The units that this call takes from the policy. */
  default long cost(Policy policy) {
    return policy.cost(this);
  }
}
