"""The hub: turns requests and socket messages into commands and queries, answers into HTML, JSON
and packets. It decides nothing and touches no table."""
