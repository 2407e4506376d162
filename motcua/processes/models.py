"""Processes, their versions, and the instances and steps that run."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField
from motcua.processes.queries import (
    ProcessInstanceQuerySet,
    ProcessVersionQuerySet,
    TaskQuerySet,
    TaskTimerQuerySet,
    WaitQuerySet,
)


class VersionState(models.TextChoices):
    """Where a version stands in its life."""

    DRAFT = "draft", _("Bản nháp")
    REVIEW = "review", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt")
    PUBLISHED = "published", _("Đã ban hành")
    RETIRED = "retired", _("Hết hiệu lực")


class InstanceState(models.TextChoices):
    """Whether an instance moves."""

    RUNNING = "running", _("Đang chạy")
    HELD = "held", _("Tạm dừng")
    FINISHED = "finished", _("Đã xong")
    CANCELLED = "cancelled", _("Đã hủy")


class TaskState(models.TextChoices):
    """Whether a step still waits."""

    OPEN = "open", _("Đang chờ")
    DONE = "done", _("Đã làm")
    CANCELLED = "cancelled", _("Đã hủy")


class TimerState(models.TextChoices):
    """Whether a timer still counts."""

    ARMED = "armed", _("Đang đếm")
    FIRED = "fired", _("Đã hết giờ")
    CANCELLED = "cancelled", _("Đã tắt")


class WaitKind(models.TextChoices):
    """What a matter waits for beside its open steps."""

    MESSAGE = "message", _("Thông điệp")
    SIGNAL = "signal", _("Tín hiệu")
    TIMER = "timer", _("Đồng hồ")
    SERVICE = "service", _("Dịch vụ")
    CALL = "call", _("Quy trình được gọi")


class WaitState(models.TextChoices):
    """Whether it still waits."""

    WAITING = "waiting", _("Đang chờ")
    DONE = "done", _("Đã tới")
    CANCELLED = "cancelled", _("Đã hủy")


def _one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


class Process(models.Model):
    """Quy trình nội bộ, quy trình điện tử, ISO điện tử: one way of working, owned by an organisation.

    `owner` is the official who answers for it, `review_on` the day by which it is to be looked through again.
    """

    code = models.TextField(_("mã quy trình"), unique=True)
    name = models.TextField(_("tên quy trình"))
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    review_on = models.DateField(_("ngày rà soát"), null=True, blank=True)

    class Meta:
        verbose_name = _("quy trình")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def scope(self) -> Scope:
        """A process concerns the organisation that owns it."""
        return Scope(organisations=frozenset({self.organisation_id}))


class ProcessVersion(models.Model):
    """One version of a process as data. Once published it never changes: running matters rely on it.

    `checksum` is the SHA-256 of the canonical JSON, the key under which its compiled form is kept in memory. `source`
    is what the deciding document says of it: province, decision, symbol, procedure codes, total time. `drawn_by`
    are the accounts that drew it, of which none may approve it; `waiver` is why it was approved though not yet tried
    in all its ways; `sheet` the print of it that was kept when it was published.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("lần ban hành"))
    definition = models.JSONField(_("nội dung"))
    checksum = models.TextField()
    source = models.JSONField(default=dict, blank=True)
    state = models.TextField(choices=VersionState.choices, default=VersionState.DRAFT)
    valid_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    created_at = models.DateTimeField()
    drawn_by = ArrayField(models.BigIntegerField(), default=list, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    waiver = models.TextField(_("lý do duyệt khi chưa chạy thử hết"), blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    sheet = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProcessVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản quy trình")
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="process_version_number_once"),
            _one_of("state", VersionState, "process_version_state"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(state__in=[VersionState.DRAFT, VersionState.REVIEW, VersionState.APPROVED]),
                name="process_version_one_unpublished",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[VersionState.PUBLISHED, VersionState.RETIRED])
                | Q(valid_from__isnull=False, published_at__isnull=False),
                name="process_version_published_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} v{self.number}"

    def scope(self) -> Scope:
        """A version concerns the organisation that owns the process."""
        return self.process.scope()


class ProcessTrial(models.Model):
    """Lượt chạy thử: a made-up matter that somebody moves through a version by hand, under a clock of its own.

    `shape` is the digest of what can happen in the process: flows taken in any trial of the same shape count.
    `opened` has the instant at which each open step began, `log` what was done: `[{at, node, what, flows}]`.
    """

    version = models.ForeignKey(ProcessVersion, models.CASCADE, related_name="trials")
    shape = models.TextField()
    clock_at = models.DateTimeField()
    variables = models.JSONField(default=dict, blank=True)
    marking = models.JSONField(default=dict, blank=True)
    opened = models.JSONField(default=dict, blank=True)
    taken = ArrayField(models.TextField(), default=list, blank=True)
    log = models.JSONField(default=list, blank=True)
    is_finished = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("lượt chạy thử quy trình")
        indexes = [models.Index(fields=["shape"], name="process_trial_shape")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.pk}"

    def scope(self) -> Scope:
        """A trial concerns the organisation that owns the process."""
        return self.version.scope()


class ProcessInstance(models.Model):
    """One matter on its way through the version it started with.

    `subject` is how the module that owns the matter knows it ("dossier:12"). `relations` maps a relation ("competent",
    "receiving", "unit:<identifier>") to an organisation id. `variables` is what conditions read: codes and figures, no
    personal data. `marking` counts tokens by place; it is the truth that this row's lock guards.
    """

    version = models.ForeignKey(ProcessVersion, models.PROTECT, related_name="+")
    subject = models.TextField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    relations = models.JSONField(default=dict)
    variables = models.JSONField(default=dict)
    marking = models.JSONField(default=dict)
    state = models.TextField(choices=InstanceState.choices, default=InstanceState.RUNNING)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="family")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    listed_number = models.PositiveBigIntegerField(null=True, blank=True)
    listed_due_at = models.DateTimeField(null=True, blank=True)

    objects = ProcessInstanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy trình đang chạy")
        constraints = [
            _one_of("state", InstanceState, "process_instance_state"),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state__in=[InstanceState.RUNNING, InstanceState.HELD], parent__isnull=True),
                name="process_instance_one_live_per_subject",
            ),
        ]
        indexes = [models.Index(fields=["subject", "-id"], name="process_instance_subject")]

    def __str__(self) -> str:
        return self.subject

    def scope(self) -> Scope:
        """An instance concerns every organisation that stands in a relation to the matter."""
        return Scope(organisations=frozenset({self.organisation_id, *self.relations.values()}))


_LISTED = ("listed_due_at", "listed_number")
_WAITING = Q(state="open", listed_number__isnull=False)


class Task(models.Model):
    """One step of one matter, while it waits and after it was done: one open task is one token.

    While the instance is held, an open task that is not yet overdue has no `due_at` but `remaining_minutes`.
    `listed_number` and `listed_due_at` are what its owner lists the matter under, done steps and open ones alike, None
    while it is listed nowhere: in their order an index gives the first of thousands that lie at a desk. `is_again`: the
    same step of the matter was done before. `named_role` is the role that the process names, while somebody stands in.
    """

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="tasks")
    node = models.TextField()
    name = models.TextField()
    role_code = models.TextField()
    named_role = models.TextField(null=True, blank=True)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    assignee = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.TextField(choices=TaskState.choices, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    remaining_minutes = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")
    note = EncryptedTextField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    listed_number = models.PositiveBigIntegerField(null=True, blank=True)
    listed_due_at = models.DateTimeField(null=True, blank=True)
    is_again = models.BooleanField(default=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("bước xử lý")
        constraints = [
            _one_of("state", TaskState, "task_state"),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, closed_at__isnull=True)
                | Q(~Q(state=TaskState.OPEN), closed_at__isnull=False),
                name="task_closed_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(remaining_minutes__isnull=True), name="task_due_or_held"
            ),
        ]
        indexes = [
            models.Index(fields=["instance", "id"], name="task_instance"),
            # What waits: at all, at a place, with somebody, with nobody, for the second time; and what somebody did.
            models.Index(fields=[*_LISTED], condition=_WAITING, name="task_listed"),
            models.Index(fields=["organisation", *_LISTED], condition=_WAITING, name="task_listed_by_place"),
            models.Index(fields=["assignee", *_LISTED], condition=_WAITING, name="task_listed_by_assignee"),
            models.Index(
                fields=["organisation", "role_code", *_LISTED],
                condition=_WAITING & Q(assignee__isnull=True),
                name="task_listed_free",
            ),
            models.Index(
                fields=["organisation", *_LISTED], condition=_WAITING & Q(is_again=True), name="task_listed_again"
            ),
            models.Index(
                fields=["closed_by", *_LISTED],
                condition=Q(state="done", listed_number__isnull=False),
                name="task_listed_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    def scope(self) -> Scope:
        """A task concerns the organisation that has to do it."""
        return Scope(organisations=frozenset({self.organisation_id}))


class TaskTimer(models.Model):
    """A timer on an open task. While the instance is held it has no `fires_at` but `remaining_minutes`."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="timers")
    node = models.TextField()
    state = models.TextField(choices=TimerState.choices, default=TimerState.ARMED)
    fires_at = models.DateTimeField(null=True, blank=True)
    remaining_minutes = models.PositiveIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TaskTimerQuerySet.as_manager()

    class Meta:
        verbose_name = _("đồng hồ của bước")
        constraints = [
            _one_of("state", TimerState, "task_timer_state"),
            models.CheckConstraint(
                condition=~Q(state=TimerState.ARMED)
                | Q(fires_at__isnull=False, remaining_minutes__isnull=True)
                | Q(fires_at__isnull=True, remaining_minutes__isnull=False),
                name="task_timer_counts_or_is_held",
            ),
        ]
        indexes = [
            models.Index(fields=["fires_at", "id"], condition=Q(state="armed"), name="task_timer_armed"),
            models.Index(fields=["task"], condition=Q(state="armed"), name="task_timer_of_task"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.node}"


class Wait(models.Model):
    """What a matter waits for beside its tasks, at a node or by an event on one; timers on tasks are TaskTimers.

    While the instance is held a timer has no `fires_at` but `remaining_minutes`; what happens meanwhile is noted in
    `happened_at` with the variables it `brought`, and follows when the matter goes on. `child` is what a call began.
    """

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="waits")
    node = models.TextField()
    kind = models.TextField(choices=WaitKind.choices)
    event = models.TextField(blank=True, default="")
    state = models.TextField(choices=WaitState.choices, default=WaitState.WAITING)
    child = models.ForeignKey(ProcessInstance, models.PROTECT, null=True, blank=True, related_name="called_by")
    began_at = models.DateTimeField()
    fires_at = models.DateTimeField(null=True, blank=True)
    remaining_minutes = models.PositiveIntegerField(null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    brought = models.JSONField(default=dict, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc quy trình đang chờ")
        constraints = [_one_of("kind", WaitKind, "wait_kind"), _one_of("state", WaitState, "wait_state")]
        indexes = [
            models.Index(fields=["fires_at", "id"], condition=Q(state="waiting"), name="wait_timer"),
            models.Index(fields=["event", "kind"], condition=Q(state="waiting"), name="wait_event"),
        ]

    def __str__(self) -> str:
        return f"{self.instance_id} {self.node}"

    def scope(self) -> Scope:
        """A wait concerns those whom its instance concerns."""
        return self.instance.scope()


class InstanceHold(models.Model):
    """A time during which an instance did not move, and why: a code of the owner's ("supplement")."""

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="holds")
    ground = models.TextField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần tạm dừng quy trình")
        constraints = [
            models.UniqueConstraint(
                fields=["instance"], condition=Q(ended_at__isnull=True), name="instance_hold_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
                name="instance_hold_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instance_id} {self.ground}"
