"""What other modules may use."""

from motcua.dossiers.actions._filing import Expired, Incomplete, StepUpNeeded
from motcua.dossiers.actions.acknowledge import acknowledge
from motcua.dossiers.actions.assign_step import assign_step
from motcua.dossiers.actions.attach_file import attach_file
from motcua.dossiers.actions.attach_from_phone import attach_from_phone
from motcua.dossiers.actions.bulk import confirm_bulk, keep_bulk
from motcua.dossiers.actions.choose_post import choose_post, leave_post
from motcua.dossiers.actions.claim_step import claim_step
from motcua.dossiers.actions.clear_drafts import clear_drafts
from motcua.dossiers.actions.comment import comment, withdraw_comment, write_to_officials
from motcua.dossiers.actions.complain import complain, settle_complaint, take_on_complaint
from motcua.dossiers.actions.complete_step import complete_step
from motcua.dossiers.actions.coordinate import coordinate, place_orphans
from motcua.dossiers.actions.delete_draft import delete_draft
from motcua.dossiers.actions.deliver import deliver
from motcua.dossiers.actions.end_handover import end_handover
from motcua.dossiers.actions.end_help import end_help
from motcua.dossiers.actions.extension import propose_extension
from motcua.dossiers.actions.fill_draft import fill_draft
from motcua.dossiers.actions.follow_parcel import follow_parcel
from motcua.dossiers.actions.follow_parts import follow_parts
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.help_fill import help_fill
from motcua.dossiers.actions.invite_helper import invite_helper
from motcua.dossiers.actions.issue_output import issue_output
from motcua.dossiers.actions.join_draft import join_draft
from motcua.dossiers.actions.note_opinion import note_opinion
from motcua.dossiers.actions.open_parts import open_parts
from motcua.dossiers.actions.outside_wait import begin_outside_wait, end_outside_wait, pause_for_opinion
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.remind_collection import remind_collection, remind_uncollected
from motcua.dossiers.actions.remove_file import remove_file
from motcua.dossiers.actions.reopen import reopen
from motcua.dossiers.actions.report_wrong import report_wrong
from motcua.dossiers.actions.request_supplement import Wanted, WantedAnswer, request_supplement
from motcua.dossiers.actions.restore_draft import restore_draft
from motcua.dossiers.actions.save_draft import Crossed, Late, save_draft
from motcua.dossiers.actions.save_supplement import save_supplement
from motcua.dossiers.actions.set_practice import set_duty, set_practice
from motcua.dossiers.actions.settle_dispute import settle_dispute
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.actions.supply import supply
from motcua.dossiers.actions.take_at_counter import Applicant, CounterFiling, OtherDetails, take_at_counter
from motcua.dossiers.actions.take_over import take_over
from motcua.dossiers.actions.transfer import answer_transfer, ask_transfer
from motcua.dossiers.actions.undo import undo
from motcua.dossiers.actions.visit import plan_visit, record_visit
from motcua.dossiers.actions.withdraw import withdraw
from motcua.dossiers.models import (
    Assistance,
    BulkFiling,
    BulkLine,
    Coordination,
    Dossier,
    DossierEvent,
    DossierResult,
    DossierTransfer,
    Draft,
    DraftFile,
    Handover,
    SupplementRequest,
    ValueDispute,
)
from motcua.dossiers.postal_pages import PostalFace, act_on_parcel, leave_parcel, postal_page
from motcua.dossiers.prefilling import prefill, prefill_other
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.asked import asked_questions, posted_answers
from motcua.dossiers.reads.attached import files_for_others
from motcua.dossiers.reads.behalf import behalf_of, whose_name
from motcua.dossiers.reads.chain import Chain, chain_of
from motcua.dossiers.reads.clock import explain, explain_if_received, why_words
from motcua.dossiers.reads.comments import said_in
from motcua.dossiers.reads.deadlines import has_step_of
from motcua.dossiers.reads.filing import own_draft
from motcua.dossiers.reads.filings import filed_most
from motcua.dossiers.reads.handovers import handover_of
from motcua.dossiers.reads.known import asks_of_other
from motcua.dossiers.reads.missing import missing_papers
from motcua.dossiers.reads.outputs import Output, outputs_of, outputs_told
from motcua.dossiers.reads.pages import (
    TrailStep,
    components_of,
    history_of,
    holder_words,
    open_supplement,
    open_tasks_of,
    trail_for_citizen,
)
from motcua.dossiers.reads.postal_page import order_of
from motcua.dossiers.reads.posting import PostalRatio, is_sendable, parcel_words, received_by_post, returned_by_post
from motcua.dossiers.reads.practice import practice_of
from motcua.dossiers.reads.provenance import REGISTER, is_locked, locked_in, shown_digest, stands, words_of
from motcua.dossiers.reads.reviews import complaints_of, may_still_complain
from motcua.dossiers.reads.sheets import (
    MOST_LINES,
    blank_sheet,
    bulk_filings_of,
    own_bulk_filing,
    read_sheet,
)
from motcua.dossiers.reads.slips import tracking_url
from motcua.dossiers.reads.undoing import undoable
from motcua.dossiers.reads.uploads import asked_in_form, take_paper, take_supplied, upload_limits
from motcua.dossiers.reads.visits import planned_visit
from motcua.dossiers.reads.wording import clock_words, is_refused, status_words
from motcua.dossiers.rules import DRAFT_WARNING, WITHDRAWABLE, Channel, Phase, Status, dossier_code
from motcua.dossiers.rules.reviews import Finding

__all__ = [
    "DRAFT_WARNING",
    "MOST_LINES",
    "REGISTER",
    "WITHDRAWABLE",
    "Applicant",
    "Assistance",
    "BulkFiling",
    "BulkLine",
    "Chain",
    "Channel",
    "Coordination",
    "CounterFiling",
    "Crossed",
    "Dossier",
    "DossierEvent",
    "DossierResult",
    "DossierTransfer",
    "Draft",
    "DraftFile",
    "Expired",
    "Finding",
    "Handover",
    "Incomplete",
    "Late",
    "OtherDetails",
    "Output",
    "Phase",
    "PostalFace",
    "PostalRatio",
    "Status",
    "StepUpNeeded",
    "SupplementRequest",
    "TrailStep",
    "ValueDispute",
    "Wanted",
    "WantedAnswer",
    "acknowledge",
    "act_on_parcel",
    "answer_transfer",
    "ask_transfer",
    "asked_in_form",
    "asked_questions",
    "asks_of_other",
    "assign_step",
    "attach_file",
    "attach_from_phone",
    "begin_outside_wait",
    "behalf_of",
    "blank_sheet",
    "bulk_filings_of",
    "chain_of",
    "choose_post",
    "claim_step",
    "clear_drafts",
    "clock_words",
    "comment",
    "complain",
    "complaints_of",
    "complete_step",
    "components_of",
    "confirm_bulk",
    "coordinate",
    "delete_draft",
    "deliver",
    "dossier_code",
    "end_handover",
    "end_help",
    "end_outside_wait",
    "explain",
    "explain_if_received",
    "filed_most",
    "files_for_others",
    "fill_draft",
    "follow_parcel",
    "follow_parts",
    "hand_over",
    "handover_of",
    "has_step_of",
    "help_fill",
    "history_of",
    "holder_words",
    "invite_helper",
    "is_locked",
    "is_refused",
    "is_sendable",
    "issue_output",
    "join_draft",
    "keep_bulk",
    "leave_parcel",
    "leave_post",
    "locked_in",
    "may_still_complain",
    "missing_papers",
    "note_opinion",
    "open_dossier",
    "open_parts",
    "open_supplement",
    "open_tasks_of",
    "order_of",
    "outputs_of",
    "outputs_told",
    "own_bulk_filing",
    "own_draft",
    "parcel_words",
    "pause_for_opinion",
    "place_orphans",
    "plan_visit",
    "planned_visit",
    "postal_page",
    "posted_answers",
    "practice_of",
    "prefill",
    "prefill_other",
    "propose_extension",
    "read_sheet",
    "receive",
    "received_by_post",
    "record_visit",
    "refuse",
    "remind_collection",
    "remind_uncollected",
    "remove_file",
    "reopen",
    "report_wrong",
    "request_supplement",
    "restore_draft",
    "returned_by_post",
    "said_in",
    "save_draft",
    "save_supplement",
    "set_duty",
    "set_practice",
    "settle_complaint",
    "settle_dispute",
    "shown_digest",
    "stands",
    "start_draft",
    "status_words",
    "stop",
    "submit",
    "supply",
    "take_at_counter",
    "take_on_complaint",
    "take_over",
    "take_paper",
    "take_supplied",
    "tracking_url",
    "trail_for_citizen",
    "undo",
    "undoable",
    "upload_limits",
    "whose_name",
    "why_words",
    "withdraw",
    "withdraw_comment",
    "words_of",
    "write_to_officials",
]  # fmt: skip
