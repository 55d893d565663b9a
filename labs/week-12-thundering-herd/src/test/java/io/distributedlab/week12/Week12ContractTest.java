package io.distributedlab.week12;

import io.distributedlab.testing.LabContract;

class Week12ContractTest extends LabContract {}
