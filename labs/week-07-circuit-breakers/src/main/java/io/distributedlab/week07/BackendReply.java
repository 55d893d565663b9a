package io.distributedlab.week07;

/**
 * What a backend answers.
 *
 * @param workMs the work it was given, in ms
 */
record BackendReply(String service, String status, long workMs) {}
