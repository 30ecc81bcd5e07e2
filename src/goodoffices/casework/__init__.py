"""What may be done next: commands decided into events, or refused with a reason."""
