"""Addresses of the register of laws."""

from django.urls import path

from motcua.laws import views

app_name = "laws"
urlpatterns = [
    path("phap-luat/van-ban", views.register, name="register"),
    path("phap-luat/van-ban/moi", views.new_document, name="new"),
    path("phap-luat/van-ban/nap", views.gather, name="gather"),
    path("phap-luat/van-ban/<int:document>", views.document_page, name="document"),
    path("phap-luat/van-ban/<int:document>/sua", views.edit_document, name="edit"),
    path("phap-luat/ra-soat", views.reviews, name="reviews"),
    path("phap-luat/ra-soat/<int:review>", views.review_page, name="review"),
]
