from django.urls import path

from motcua.demo import views

app_name = "demo"
urlpatterns = [path("lam-viec/du-lieu-thu", views.city, name="city")]
