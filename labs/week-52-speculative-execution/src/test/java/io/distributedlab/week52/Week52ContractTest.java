package io.distributedlab.week52;

import io.distributedlab.testing.LabContract;

class Week52ContractTest extends LabContract {}
