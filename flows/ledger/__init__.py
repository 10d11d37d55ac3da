"""The ledger: what must survive a crash. Plain functions over plain records; SQL stays in here.

`store` opens and migrates · `arrivals` what came in · `work` leases of uploads and cases · `results`
inspections and verdicts · `delivery` the outbox, `steps` and `withdrawals` beside it · `desk` what
caseworkers read and decide · `accounts`, `audit` and its `chain`, `verifying` it · `erasure`, `retention`,
`copying` of a case · `figures` counts.
"""
