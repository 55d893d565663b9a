package io.distributedlab.base;

import io.distributedlab.testing.LabContract;

class EchoChainContractTest extends LabContract {}
