"""The address of files on the domain apart."""

from django.urls import path

from motcua.files import views

app_name = "files"
urlpatterns = [path("tep/<str:token>", views.file_page, name="file")]
