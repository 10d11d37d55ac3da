"""What makes the screening safe to run unattended: ledger, leases, outbox, flows, ports and adapters."""
