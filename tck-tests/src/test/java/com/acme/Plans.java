package com.acme;

import io.limitrate.QuotaProvider;
import io.limitrate.Quotas;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the quotas that a customer has bought. A map stands for the table of the database. */
public final class Plans implements QuotaProvider.Blocking {
  private static final Map<String, String> TABLE = new ConcurrentHashMap<>();

  /** Sells quotas to a customer, such as {@code 1000/1m, 50_000/1d}. */
  public static void sell(String customer, String quotas) {
    TABLE.put(customer, quotas);
  }

  @Override
  public Optional<Quotas> find(Request request) {
    return Optional.ofNullable(TABLE.get(request.customer())).map(Quotas::parse);
  }
}
