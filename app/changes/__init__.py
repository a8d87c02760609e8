"""What differs between two versions of a procedure, in words first: pure, over the files alone."""
