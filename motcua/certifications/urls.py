from django.urls import path

from motcua.certifications.views import book, desk, fees, turn

app_name = "certifications"
urlpatterns = [
    path("chung-thuc", desk.desk, name="desk"),
    path("chung-thuc/phi", desk.fee, name="fee"),
    path("chung-thuc/<int:pk>", turn.turn, name="turn"),
    path("chung-thuc/<int:pk>/loi-chung", turn.text, name="text"),
    path("chung-thuc/<int:pk>/tra", turn.give_back, name="hand_back"),
    path("chung-thuc/<int:pk>/dong/<int:line>/huy", turn.strike, name="void"),
    path("so-chung-thuc", book.book, name="book"),
    path("so-chung-thuc/<int:pk>/in", book.pdf, name="book_pdf"),
    path("so-chung-thuc/<int:pk>/quyen-tiep", book.go_on, name="open_volume"),
    path("so-chung-thuc/<int:pk>/khoa", book.close, name="close_book"),
    path("phi-chung-thuc", fees.fees, name="fees"),
]
