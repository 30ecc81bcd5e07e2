"""What happened, who may see it, and the proof that it was not altered."""
