from django.urls import path

from motcua.dossiers.views import acts, ask_once, bulk, counter, declaration, disputes, dossier, files, inbox, search

app_name = "dossiers"
urlpatterns = [
    path("viec", inbox.inbox, name="inbox"),
    path("viec/tim", search.search, name="search"),
    path("viec/nhan", bulk.claim_picked, name="claim_picked"),
    path("viec/phan-cong", bulk.assign_picked, name="assign_picked"),
    path("viec/bao-sai", disputes.disputes, name="disputes"),
    path("viec/hoi-mot-lan", ask_once.table, name="ask_once"),
    path("tiep-nhan", counter.counter_start, name="counter"),
    path("tiep-nhan/<str:code>", counter.counter_form, name="counter_form"),
    path("ho-so/<str:code>", dossier.dossier_page, name="dossier"),
    path("ho-so/<str:code>/tep/<int:file>", files.dossier_file, name="file"),
    path("ho-so/<str:code>/giay/<int:paper>", files.dossier_paper, name="paper"),
    path("ho-so/<str:code>/doi-chieu", declaration.check, name="check"),
    path("ho-so/<str:code>/bao-sai/<int:dispute>", disputes.settle, name="settle_dispute"),
    path("ho-so/<str:code>/sua-to-khai", declaration.correct, name="correct"),
    path("ho-so/<str:code>/thay-doi", declaration.corrections, name="corrections"),
    path("ho-so/<str:code>/so-sanh", declaration.compare, name="compare"),
    path("ho-so/<str:code>/tiep-nhan", acts.receive_dossier, name="receive"),
    path("ho-so/<str:code>/tu-choi", acts.refuse_dossier, name="refuse"),
    path("ho-so/<str:code>/yeu-cau-bo-sung", acts.ask_supplement, name="ask"),
    path("ho-so/<str:code>/bo-sung", acts.take_supplement, name="supply"),
    path("ho-so/<str:code>/rut", acts.take_back, name="withdraw"),
    path("ho-so/<str:code>/dung", acts.stop_dossier, name="stop"),
    path("ho-so/<str:code>/buoc/<int:task>/nhan", acts.claim, name="claim"),
    path("ho-so/<str:code>/buoc/<int:task>/xong", acts.complete, name="complete"),
    path("ho-so/<str:code>/buoc/<int:task>/phan-cong", acts.assign, name="assign"),
    path("ho-so/<str:code>/tra-ket-qua", acts.hand_over, name="deliver"),
]
