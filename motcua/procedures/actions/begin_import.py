from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.procedures.models import CatalogueImport, ImportKind


@action("procedures.import_catalogue")
def begin_import(kind: ImportKind, *, file_name: str, by: Actor, at: datetime) -> CatalogueImport:
    """Open the record of an import; what is read is told to `import_rows`, batch by batch."""
    return CatalogueImport.objects.create(kind=kind, file_name=file_name, started_at=at, started_by_id=by.account_id)
