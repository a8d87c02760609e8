"""What must be so before a version may be put in force, worked out from its files alone."""
