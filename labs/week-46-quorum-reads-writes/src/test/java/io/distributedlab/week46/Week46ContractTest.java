package io.distributedlab.week46;

import io.distributedlab.testing.LabContract;

class Week46ContractTest extends LabContract {}
