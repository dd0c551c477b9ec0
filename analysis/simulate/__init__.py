"""Seeded logs with a known truth: for the sample log, the tests and the trust table.

parameters   the numbers behind a person, from data/reference
processes    states that carry over, gaps in the log, the rhythm of the week
personas     what moves each outcome of each persona
keeping      who drops out, who types days in late
truth        what is true of a simulated person, field by field
person       draw one
sessions     what the person trains
readings     what the person writes down
logs         all of it together: `simulate_logs`
sample       the sample log as three files in three real shapes
clients      the sample clients of an invented coach
planned      a person who drew a plan and kept to it
"""

from analysis.simulate.clients import write_sample_clients
from analysis.simulate.logs import simulate_logs
from analysis.simulate.sample import SAMPLE_SEED, simulate_sample, write_sample
from analysis.simulate.truth import PERSONAS, Simulated, TrueSeries, Truth

__all__ = [
    "PERSONAS",
    "SAMPLE_SEED",
    "Simulated",
    "TrueSeries",
    "Truth",
    "simulate_logs",
    "simulate_sample",
    "write_sample",
    "write_sample_clients",
]
