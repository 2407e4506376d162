from django.urls import path

from motcua.procedures import views

app_name = "procedures"
urlpatterns = [
    path("danh-muc/nhap", views.imports, name="imports"),
    path("danh-muc/nhap/<int:pk>", views.one_import, name="import"),
    path("danh-muc/nhap/<int:pk>/bao-cao.json", views.report, name="report"),
    path("danh-muc/nhap/<int:pk>/cong-bo", views.publish_all, name="publish_all"),
    path("danh-muc/ban/<int:pk>", views.difference, name="difference"),
    path("danh-muc/bai-bo/<str:code>", views.retire, name="retire"),
]
