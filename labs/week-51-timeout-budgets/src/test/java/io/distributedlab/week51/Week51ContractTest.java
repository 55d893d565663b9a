package io.distributedlab.week51;

import io.distributedlab.testing.LabContract;

class Week51ContractTest extends LabContract {}
