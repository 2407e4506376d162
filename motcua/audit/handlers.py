from motcua.audit.actions.make_partitions import make_partitions
from motcua.audit.ledger.seal import seal
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every


@every(seconds=1)
def seal_committed() -> None:
    """Chain what was committed, within two seconds."""
    while seal(at=clock.now()):
        pass


@every(seconds=6 * 3600)
def prepare_partitions() -> None:
    """Keep three months of partitions ahead."""
    make_partitions(on=clock.today(), by=SYSTEM)
