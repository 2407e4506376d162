from django.urls import path

from motcua.audit import views

app_name = "audit"
urlpatterns = [path("nhat-ky", views.log, name="log")]
