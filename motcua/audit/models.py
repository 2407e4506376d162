from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.audit.queries import AuditEntryQuerySet


class AuditEntry(models.Model):
    """One act or one look at personal data, as it was written; partitioned by month, never updated or deleted.

    `persons` are the ids of those whose data it concerns; `purpose` is why a look was taken.
    """

    at = models.DateTimeField()
    kind = models.TextField()
    name = models.TextField()
    outcome = models.TextField()
    actor_kind = models.TextField()
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    position_id = models.BigIntegerField(null=True)
    subject = models.TextField()
    persons = ArrayField(models.BigIntegerField())
    purpose = models.TextField()
    details = models.JSONField()

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "audit_entry"

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class AuditSeal(models.Model):
    """A link of the chain: which entries it seals, the digest of each, and the hash over them and the link before."""

    sealed_at = models.DateTimeField()
    entries = ArrayField(models.BigIntegerField())
    digests = ArrayField(models.BinaryField())
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_seal"

    def __str__(self) -> str:
        return str(self.pk)
