"""Addresses of the messages in the system."""

from django.urls import path

from motcua.notifications import views

app_name = "notifications"
urlpatterns = [
    path("thong-bao", views.inbox_page, name="inbox"),
    path("thong-bao/da-doc", views.mark_read_page, name="mark_read"),
]
