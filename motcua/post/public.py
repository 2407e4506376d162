"""What other modules may use of the post."""

from motcua.post.actions.cancel import cancel, cancel_all
from motcua.post.actions.decide import decide
from motcua.post.actions.forget_homes import forget_homes
from motcua.post.actions.hand_over import hand_over
from motcua.post.actions.place_order import Matter, place_order
from motcua.post.actions.record_taken import record_taken
from motcua.post.actions.record_told import record_told
from motcua.post.actions.release import release
from motcua.post.actions.report_lost import report_lost
from motcua.post.homes import CheckedHome, Home, check_home, place_words
from motcua.post.models import PostEvent, PostOrder
from motcua.post.reads import Tracked, tracked
from motcua.post.rules import DECIDED, Decision, Direction, PostFee, State, Told
from motcua.post.terms import fee_in_force

__all__ = [
    "DECIDED",
    "CheckedHome",
    "Decision",
    "Direction",
    "Home",
    "Matter",
    "PostEvent",
    "PostFee",
    "PostOrder",
    "State",
    "Told",
    "Tracked",
    "cancel",
    "cancel_all",
    "check_home",
    "decide",
    "fee_in_force",
    "forget_homes",
    "hand_over",
    "place_order",
    "place_words",
    "record_taken",
    "record_told",
    "release",
    "report_lost",
    "tracked",
]
