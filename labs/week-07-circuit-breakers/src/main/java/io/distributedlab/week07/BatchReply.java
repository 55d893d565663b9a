package io.distributedlab.week07;

import java.util.List;

/** A batch of calls, one after the other, and how often each result came. */
record BatchReply(int count, long success, long failed, long rejected, List<Item> calls) {
  static final String SUCCESS = "success";
  static final String FAILED = "failed";
  static final String REJECTED = "rejected";

  /**
   * One call of a batch.
   *
   * @param result success, failed or rejected
   * @param type of the problem, or {@code ok}
   * @param state of the circuit after it
   */
  record Item(int call, String result, String type, String state, long latencyMs) {}

  static BatchReply of(List<Item> calls) {
    return new BatchReply(
        calls.size(),
        count(calls, SUCCESS),
        count(calls, FAILED),
        count(calls, REJECTED),
        List.copyOf(calls));
  }

  private static long count(List<Item> calls, String result) {
    return calls.stream().filter(call -> call.result().equals(result)).count();
  }
}
