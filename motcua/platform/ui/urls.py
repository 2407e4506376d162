"""The gallery, and the reader's preferences."""

from django.urls import path

from motcua.platform.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("mau/<slug:slug>", views.archetype, name="archetype"),
    path("loi/<int:number>", views.error, name="error"),
    path("tuy-chon", views.preferences, name="preferences"),
]
