package io.distributedlab.@package@;

import java.util.List;

/**
 * What a caller gets.
 *
@if redis@
 * @param counted how many requests there were with this one, in Redis
@end@
@if postgres@
 * @param stored the number of its row in PostgreSQL
@end@
@if kafka@
 * @param sent the offset of its event in Kafka
@end@
 * @param hops the services it has passed, in order
 */
record Answer(
@if redis@
    long counted,
@end@
@if postgres@
    long stored,
@end@
@if kafka@
    long sent,
@end@
    List<Hop> hops) {}
