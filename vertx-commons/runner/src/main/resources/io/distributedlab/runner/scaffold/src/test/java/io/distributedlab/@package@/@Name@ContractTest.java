package io.distributedlab.@package@;

import io.distributedlab.testing.LabContract;

class @Name@ContractTest extends LabContract {}
