package io.distributedlab.week51;

/**
 * No deadline on the wire, no timeout on any call: each service works until it is done. The caller
 * may have left long ago; all of it is work for nobody. Source: Google, "Site Reliability
 * Engineering", chapter "Addressing Cascading Failures".
 */
final class None implements DeadlinePolicy {}
