from django.urls import path

from motcua.privacy.views import breaches, consents, keeping, looks, mine, questions, register, reveal

app_name = "privacy"
urlpatterns = [
    path("du-lieu-cua-toi", mine.mine, name="mine"),
    path("du-lieu-cua-toi/ban-sao", mine.ask, name="ask_export"),
    path("du-lieu-cua-toi/ban-sao/<int:pk>", mine.download, name="download"),
    path("du-lieu-cua-toi/dong-y", consents.consents, name="consents"),
    path("du-lieu-cua-toi/dong-y/<str:purpose>/dong-y", consents.give, name="give_consent"),
    path("du-lieu-cua-toi/dong-y/<str:purpose>/rut-lai", consents.withdraw, name="withdraw_consent"),
    path("du-lieu-cua-toi/ai-da-xem", looks.looks, name="looks"),
    path("du-lieu-cua-toi/ai-da-xem/<int:entry>/hoi", looks.ask_about, name="ask"),
    path("du-lieu-cua-toi/cau-hoi/<int:pk>", looks.asked, name="asked"),
    path("hoi-ve-du-lieu", questions.questions, name="questions"),
    path("hoi-ve-du-lieu/<int:pk>", questions.question, name="question"),
    path("su-co-du-lieu", breaches.breaches, name="breaches"),
    path("su-co-du-lieu/moi", breaches.record, name="record_breach"),
    path("su-co-du-lieu/<int:breach>", breaches.breach_page, name="breach"),
    path("su-co-du-lieu/<int:breach>/van-ban", breaches.letter, name="breach_letter"),
    path("su-co-du-lieu/<int:breach>/nguoi-bi-anh-huong", breaches.affected, name="affected"),
    path("luu-giu-du-lieu", keeping.keeping, name="keeping"),
    path("luu-giu-du-lieu/yeu-cau/<int:erasure>", keeping.erasure_page, name="erasure"),
    path("luu-giu-du-lieu/giu", keeping.place, name="place_hold"),
    path("luu-giu-du-lieu/giu/<int:hold>/bo", keeping.lift, name="lift_hold"),
    path("du-lieu-cua-toi/xoa", mine.ask_to_erase, name="ask_erasure"),
    path("hien-so", reveal.reveal_number, name="reveal"),
    path("so-du-lieu-ca-nhan", register.register, name="register"),
    path("so-du-lieu-ca-nhan/bao-cham", register.delay, name="delay"),
]
