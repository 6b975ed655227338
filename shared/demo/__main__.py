"""`python -m shared.demo`: the same as `hall demo`."""

from shared.demo.command import demo

demo(prog_name="hall demo")
