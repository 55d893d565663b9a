package io.distributedlab.@package@;

import io.distributedlab.testing.ProofTest;

class @Name@ProofTest extends ProofTest {}
