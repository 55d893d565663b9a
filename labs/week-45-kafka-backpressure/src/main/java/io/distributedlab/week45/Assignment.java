package io.distributedlab.week45;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition while one consumer has it.
 *
 * @param generation grows with every assignment to this consumer, so that what belongs to an
 *     earlier one is known to be old
 */
record Assignment(TopicPartition partition, long generation) {}
