package io.distributedlab.week29;

import io.distributedlab.testing.LabContract;

class Week29ContractTest extends LabContract {}
