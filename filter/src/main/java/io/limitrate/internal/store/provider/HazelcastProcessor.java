package io.limitrate.internal.store.provider;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.CacheOperationProvider;
import com.hazelcast.cache.impl.CacheProxy;
import com.hazelcast.cache.impl.ICacheService;
import com.hazelcast.cache.impl.operation.MutableOperation;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.limitrate.internal.store.shared.AsyncProcessor;
import io.limitrate.internal.store.shared.CompletionStages;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The entry processor of a Hazelcast member's cache, without a thread that waits.
 *
 * <p>{@link ICache#invoke} begins just this operation and then waits for it, up to minutes, and
 * nothing ends that wait. Hazelcast shows no other way to it, so this takes its inner parts, which
 * have been the same since 5.0. Should a version have others, there is a {@link LinkageError}: at
 * the making, or in the self-test, and in both cases another way is taken.
 */
final class HazelcastProcessor implements AsyncProcessor {
  private static final System.Logger LOG = System.getLogger(HazelcastProcessor.class.getName());

  private final CacheProxy<?, ?> cache;
  private final CacheOperationProvider operations;
  private final EntryProcessor<?, ?, ?> processor;

  private HazelcastProcessor(CacheProxy<?, ?> cache, EntryProcessor<?, ?, ?> processor) {
    this.cache = cache;
    this.operations =
        cache.getService().getCacheOperationProvider(cache.getPrefixedName(), format(cache));
    this.processor = processor;
  }

  @SuppressWarnings("unchecked") // a raw class is all that JCache takes
  private static InMemoryFormat format(CacheProxy<?, ?> cache) {
    return cache.getConfiguration(CacheConfig.class).getInMemoryFormat();
  }

  /** The processor of a member's cache; {@code null} where there is none to be had. */
  static @Nullable HazelcastProcessor of(
      ICache<String, String> cache, EntryProcessor<?, ?, ?> processor) {
    try {
      return new HazelcastProcessor((CacheProxy<?, ?>) cache, processor);
    } catch (LinkageError | ClassCastException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "This version of Hazelcast has no entry processor that holds no thread; another way is"
              + " taken",
          e);
      return null;
    }
  }

  @Override
  public CompletionStage<@Nullable String> process(String key, String change) {
    NodeEngine engine = cache.getNodeEngine();
    Data data = engine.toData(key);
    Operation operation =
        operations.createEntryProcessorOperation(
            data, MutableOperation.IGNORE_COMPLETION, processor, change);
    CompletionStage<String> invocation =
        engine
            .getOperationService()
            .invokeOnPartition(
                ICacheService.SERVICE_NAME,
                operation,
                engine.getPartitionService().getPartitionId(data));
    // What is composed with the invocation itself finds a packet there, not yet an answer.
    return invocation.thenApplyAsync(Function.identity(), CompletionStages.SAME_THREAD);
  }
}
