from django.urls import path

from motcua.areas import views

app_name = "areas"
urlpatterns = [
    path("don-vi-hanh-chinh", views.lookup, name="lookup"),
    path("don-vi-hanh-chinh/<str:code>", views.area, name="area"),
    path("danh-muc-don-vi", views.listing, name="list"),
]
