package io.limitrate.internal.engine;

/** Where the units of a charge are counted. */
enum CountedBy {
  /** In the store. */
  STORE,
  /** In this node's share, because the store cannot count. */
  LOCAL_SHARE,
  /** In the store, which knows that the key is banned: the call takes no units. */
  BAN,
  /** Nowhere: a failure rule decided, or the call is unreadable. */
  NOWHERE
}
