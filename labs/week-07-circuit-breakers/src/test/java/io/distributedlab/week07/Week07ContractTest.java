package io.distributedlab.week07;

import io.distributedlab.testing.LabContract;

class Week07ContractTest extends LabContract {}
