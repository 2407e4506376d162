from django.urls import path

from motcua.persons import views

app_name = "persons"
urlpatterns = [
    path("ban-ghi-trung", views.merges, name="merges"),
    path("ban-ghi-trung/<int:pk>", views.merge, name="merge"),
]
