package io.limitrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call that a key, a tier and a cost are resolved from: an HTTP request, or the call of an
 * annotated method. Resolvers read this type; code that calls {@link Limiter#check} outside of HTTP
 * implements it.
 *
 * <p>A part that the call does not have is {@code null}. An implementation belongs to one request
 * and need not be thread-safe, except for {@link #settle}.
 */
public interface Call {

  /**
   * Returns the client's address in the form that is counted: canonical, and IPv6 cut to its
   * prefix.
   */
  default @Nullable String address() {
    return null;
  }

  /**
   * Returns the client's address in full: an IPv6 address is not cut to its prefix. Lists of
   * address ranges match this address. The default is {@link #address()}, which is cut for IPv6, so
   * a call that wraps another call must pass this method on too.
   */
  default @Nullable String fullAddress() {
    return address();
  }

  /** Returns the name of the authenticated user. */
  default @Nullable String user() {
    return null;
  }

  /** Returns whether the authenticated user has the role. */
  default boolean hasRole(String role) {
    return false;
  }

  /** Returns the id of the session if there is one. Creates no session. */
  default @Nullable String session() {
    return null;
  }

  /** Returns the first value of a request header. Header names are case-insensitive. */
  default @Nullable String header(String name) {
    return null;
  }

  /**
   * Returns the last value of a request header if a trusted proxy sent the request. The proxy must
   * set the header itself, because clients can send the header too.
   */
  default @Nullable String proxyHeader(String name) {
    return null;
  }

  /** Returns the value of the first cookie with this name. */
  default @Nullable String cookie(String name) {
    return null;
  }

  /** Returns the known values of all cookies with this name. */
  default List<String> cookies(String name) {
    String first = cookie(name);
    return first == null ? List.of() : List.of(first);
  }

  /** Returns the first value of a query parameter, decoded. */
  default @Nullable String query(String name) {
    return null;
  }

  /** Returns the first value of a field of a form body, decoded. */
  default @Nullable String form(String name) {
    return null;
  }

  /** Returns the scalar that a JSON pointer (RFC 6901) selects in a JSON body, as text. */
  default @Nullable String json(String pointer) {
    return null;
  }

  /** Returns a variable of the path template that matched. */
  default @Nullable String pathVariable(String name) {
    return null;
  }

  /**
   * Returns the method and the route template, such as {@code GET /api/products/{id}}, or the Java
   * method.
   */
  default @Nullable String endpoint() {
    return null;
  }

  /**
   * Returns the value of the annotated method's parameter that is marked as a key with this name.
   */
  default @Nullable String parameter(String name) {
    return null;
  }

  /**
   * Replaces the units that the policy reserved for this call by the units that the call used. Only
   * the first settlement has an effect. {@link Reservation} calls this method. An implementation
   * outside of Limitrate passes the settlement to the {@link Verdict} that it got; by default there
   * is no reservation.
   *
   * @param used the units that the call used, at least 0; more than the reserved units may leave a
   *     debt
   * @return whether there was a reservation to settle
   */
  default boolean settle(String policy, long used) {
    return false;
  }

  /** Returns the units that this call takes from the policy. */
  default long cost(Policy policy) {
    return policy.cost(this);
  }
}
