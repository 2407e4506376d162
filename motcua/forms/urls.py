"""Addresses of the form builder."""

from django.urls import path

from motcua.forms import views

app_name = "forms"
urlpatterns = [
    path("bieu-mau", views.all_forms, name="all"),
    path("bieu-mau/<str:code>", views.builder, name="builder"),
    path("bieu-mau/<str:code>/sua", views.rearrange, name="rearrange"),
    path("bieu-mau/<str:code>/phan/<str:step>", views.section, name="section"),
    path("bieu-mau/<str:code>/cau-hoi/moi", views.new_question, name="new_question"),
    path("bieu-mau/<str:code>/cau-hoi/<str:path>", views.question, name="question"),
    path("bieu-mau/<str:code>/phep-kiem-tra/<int:place>", views.check, name="check"),
    path("bieu-mau/<str:code>/ngoai-le/<str:field>", views.exception, name="exception"),
    path("bieu-mau/<str:code>/ban-hanh", views.publish, name="publish"),
    path("bieu-mau/<str:code>/bo", views.discard, name="discard"),
    path("bieu-mau/<str:code>/ban/<int:version>/xem-thu/<str:step>", views.preview, name="preview"),
    path("bieu-mau/<str:code>/ban/<int:version>/thay-doi", views.changes, name="changes"),
]
