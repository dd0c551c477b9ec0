"""The claims of a popular hip-flexor article, put to one person's own log.

evidence        what the claims are put to
finding         what a log says of one claim
slopes          one series on another, day by day
trained_before  C01: most people never target their hip flexors
where_trained   C02: squats, running and yoga do not reach them
stopping        C03: without exercise they tighten
felt_links      C04: tightness limits range; C06: it causes pain; C08: stress sits in the hips
few_minutes     C10: a few minutes are enough
routine_helps   C11: the routine lowers pain or tightness
relief          C12: relief comes at once
cards           each claim with what research says and what this log says
"""

from analysis.claims.cards import Card, claim_table, make_cards, open_cards, say_cards
from analysis.claims.evidence import Evidence, gather_evidence

__all__ = ["Card", "Evidence", "claim_table", "gather_evidence", "make_cards", "open_cards", "say_cards"]
