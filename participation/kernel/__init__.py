"""What every feature stands on: settings, database, clock, ids, sealing, cleaning, jobs and outbox."""
