"""What makes the screening safe to run unattended: ledger, leases, outbox, Prefect flows, ports and adapters."""
