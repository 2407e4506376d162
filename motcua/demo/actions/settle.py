from datetime import datetime

from motcua.demo.people import People
from motcua.demo.places import Places, read_data
from motcua.platform.action import Actor, action


@action("demo.settle")
def settle(*, officials: int, by: Actor, at: datetime) -> None:
    """Make the places and people of the demo city that are not there yet.

    With no `officials`, only what the data name: a few communes and accounts, enough for a test.
    """
    Places(at).make(read_data("places.json"), is_whole=officials > 0)
    people = People(at)
    people.named(read_data("people.json"))
    people.unnamed(officials)
