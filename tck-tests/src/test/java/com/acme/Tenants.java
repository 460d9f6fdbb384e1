package com.acme;

/** Knows the tenant of each user. */
public interface Tenants {
  String of(String user);
}
