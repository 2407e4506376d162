from django.urls import path

from motcua.privacy.views import looks, mine, questions, register, reveal

app_name = "privacy"
urlpatterns = [
    path("du-lieu-cua-toi", mine.mine, name="mine"),
    path("du-lieu-cua-toi/ban-sao", mine.ask, name="ask_export"),
    path("du-lieu-cua-toi/ban-sao/<int:pk>", mine.download, name="download"),
    path("du-lieu-cua-toi/ai-da-xem", looks.looks, name="looks"),
    path("du-lieu-cua-toi/ai-da-xem/<int:entry>/hoi", looks.ask_about, name="ask"),
    path("du-lieu-cua-toi/cau-hoi/<int:pk>", looks.asked, name="asked"),
    path("hoi-ve-du-lieu", questions.questions, name="questions"),
    path("hoi-ve-du-lieu/<int:pk>", questions.question, name="question"),
    path("hien-so", reveal.reveal_number, name="reveal"),
    path("so-du-lieu-ca-nhan", register.register, name="register"),
    path("so-du-lieu-ca-nhan/bao-cham", register.delay, name="delay"),
]
