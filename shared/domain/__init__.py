"""The hall's rules, pure: no clock, no chance, no logging, no threads, no input or output.

``decide(command, hall, now)`` answers with the events that follow or raises a `Refusal`;
``evolve(entry, hall)`` folds one journal entry into the hall. Both are tables with one line a case.
"""
