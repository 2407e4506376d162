"""A draft that its writer has open: found, its pages in order, its papers with their files."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from motcua.dossiers.public import Draft, DraftFile, asked_in_form, attach_file, missing_papers, take_paper
from motcua.forms.public import EForm, FieldError, FilesHere, file_questions, steps_of, validate
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, render_fragment
from motcua.procedures.public import ComponentType


def draft_of(request: HttpRequest, pk: UUID) -> tuple[Draft, EForm]:
    """The draft with its form, where it is one's own and not thrown away. Raises Http404."""
    draft = (
        Draft.objects.filter(account=actor_of_request(request).account_id)
        .select_related("version__eform", "version__procedure", "case", "person", "owner", "entity", "dossier")
        .defer("version__eform__schema", "version__search")
        .filter(pk=pk)
        .first()
    )
    if draft is None or draft.state == "deleted" or draft.version.eform is None:
        raise Http404
    return draft, draft.version.eform


def stages_of(draft: Draft, eform: EForm) -> list[dict[str, str]]:
    """The pages of filing, in order."""
    pages = [
        {"label": data(step.title), "url": reverse("portal:step", args=[draft.pk, step.code])}
        for step in steps_of(eform)
    ]
    pages.append({"label": _("Giấy tờ"), "url": reverse("portal:papers", args=[draft.pk])})
    pages.append({"label": _("Kiểm tra và nộp"), "url": reverse("portal:check", args=[draft.pk])})
    return pages


def papers_of_draft(draft: Draft) -> list[dict[str, Any]]:
    """The papers of the case with the files attached to each."""
    attached: dict[int, list[DraftFile]] = {}
    for each in draft.files.select_related("file"):
        attached.setdefault(each.component_id, []).append(each)
    return [{"type": kind, "files": attached.get(kind.pk, [])} for kind in draft.case.components.all()]


def attach_all(request: HttpRequest, draft: Draft) -> dict[str, str]:
    """Attach what was posted under `file-<key>`; what was not taken, by key."""
    errors: dict[str, str] = {}
    for kind in draft.case.components.all():
        for upload in request.FILES.getlist(f"file-{kind.key}"):
            try:
                attach_file(
                    draft,
                    kind,
                    take_paper(upload, draft.version.eform, kind.key),
                    by=actor_of_request(request),
                    at=clock.now(),
                )
            except Refused as refused:
                errors[kind.key] = refused.message
    return errors


def files_here(request: HttpRequest, draft: Draft) -> dict[str, FilesHere]:
    """Where the files of each paper go and which are there, for a step of the form that asks for them."""
    if draft.version.eform is None or not file_questions(draft.version.eform, {}):
        return {}
    return {each["type"].key: _here(request, draft, each["type"], each["files"]) for each in papers_of_draft(draft)}


def _here(request: HttpRequest, draft: Draft, kind: ComponentType, files: list[DraftFile]) -> FilesHere:
    listed = render_fragment(request, "portal/attached.html", "attached", {"draft": draft, "files": files})
    return FilesHere(
        reverse("portal:upload", args=[draft.pk, kind.key]),
        # Jinja2 escaped it.
        mark_safe(listed.content.decode()),  # noqa: S308
        reverse("portal:phone_code", args=[draft.pk, kind.key]),
    )


def missing_in_step(draft: Draft, eform: EForm, step: str, answers: dict[str, Any]) -> list[FieldError]:
    """The questions for files of a step that must be answered and have no file yet."""
    here = [each for each in file_questions(eform, answers) if each.step == step and each.stands and each.is_required]
    given = set(draft.files.values_list("component__key", flat=True)) if here else set()
    return [
        FieldError(each.name, _("Xin đính kèm: %(name)s.") % {"name": each.label}, step)
        for each in here
        if each.limits.component not in given
    ]


def missing_of(draft: Draft, eform: EForm) -> list[ComponentType]:
    """The papers that the draft still lacks."""
    given = {each["type"].key for each in papers_of_draft(draft) if each["files"]}
    return missing_papers(draft.case.components.all(), given, asked_in_form(eform, draft.answers))


def page_of_paper(draft: Draft, eform: EForm, key: str) -> str:
    """The address of the page where this paper is attached: the step that asks for it, else the page of papers."""
    for each in file_questions(eform, {}):
        if each.limits.component == key:
            return reverse("portal:step", args=[draft.pk, each.step])
    return reverse("portal:papers", args=[draft.pk])


def where_it_stands(draft: Draft, eform: EForm) -> str:
    """The address where filing goes on: the first step with something to mend, the papers, or the check."""
    wrong = {error.step for error in validate(eform, draft.answers)}
    for step in steps_of(eform):
        if step.code in wrong or missing_in_step(draft, eform, step.code, draft.answers):
            return reverse("portal:step", args=[draft.pk, step.code])
    return reverse("portal:papers" if missing_of(draft, eform) else "portal:check", args=[draft.pk])
