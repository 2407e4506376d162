"""Chuyển người làm hồ sơ: asked for by who files or owns it, agreed to by the owner, taken by the receiver."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from motcua.dossiers.public import DossierTransfer, answer_transfer, ask_transfer, open_dossier, whose_name
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.portal.forms import TransferForm


@enter("citizen", "dossiers.ask_transfer")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """To whom the dossier goes."""
    dossier = open_dossier(request, code)
    form = TransferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_transfer(dossier, **form.cleaned_data, by=actor_of_request(request), at=clock.now())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("Đã gửi đề nghị chuyển."))
            return redirect("portal:transfer", asked.pk)
    context = {"dossier": dossier, "form": form, "whose": whose_name(dossier)}
    return render(request, "portal/ask_transfer.html", context, status=422 if form.errors else 200)


@enter("citizen", "dossiers.answer_transfer")
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be agreed to, by whom, and how far it is."""
    actor = actor_of_request(request)
    concerned = (
        Q(receiver__in=actor.persons) | Q(asked_by__in=actor.persons) | Q(dossier__owner__in=actor.persons)
    )  # fmt: skip
    found = get_object_or_404(
        DossierTransfer.objects.select_related(
            "dossier__version", "dossier__owner", "dossier__entity", "asked_by", "receiver"
        ).filter(concerned),
        pk=pk,
    )
    if request.method == "POST":
        agrees = request.POST.get("act") == "agree"
        try:
            answer_transfer(found, agrees=agrees, by=actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Đã đồng ý.") if agrees else _("Đã từ chối."))
        return redirect("portal:transfer", pk)
    is_owner, is_receiver = found.dossier.owner_id in actor.persons, found.receiver_id in actor.persons
    waits = (is_owner and found.agreed_at is None) or (is_receiver and found.taken_at is None)
    context = {
        "transfer": found,
        "whose": whose_name(found.dossier),
        "may_agree": found.state == "asked" and waits,
        "may_follow": is_owner or (is_receiver and found.state == "done"),
    }
    return render(request, "portal/transfer.html", context)
