package io.distributedlab.week45;

import io.distributedlab.testing.LabContract;

class Week45ContractTest extends LabContract {}
