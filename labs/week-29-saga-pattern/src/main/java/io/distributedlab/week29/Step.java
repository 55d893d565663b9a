package io.distributedlab.week29;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a saga: a command to a participant, and the one that takes it back.
 *
 * @param path where the command goes, by POST
 * @param undo where it is cancelled; null after the pivot, where there is no way back
 * @param lookUp where its outcome can be asked for, by its id
 * @param fields of the saga's context that the command needs
 * @param reached what the saga is when the step is done
 */
record Step(
    String name,
    String service,
    String path,
    @Nullable String undo,
    @Nullable String lookUp,
    List<String> fields,
    SagaState reached) {
  /** What the compensation is called: its path without the slash. */
  String compensation() {
    return undo == null ? "none" : undo.substring(undo.lastIndexOf('/') + 1);
  }
}
