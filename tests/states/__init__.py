"""Run states as released versions stored them; they load and go on for ever."""
