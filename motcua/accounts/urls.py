"""Addresses of signing in, of one's account and of the position one works in."""

from django.urls import path

from motcua.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap", views.sign_in_page, name="sign_in"),
    path("dang-xuat", views.sign_out_page, name="sign_out"),
    path("dang-ky", views.sign_up_page, name="sign_up"),
    path("doi-chuc-vu", views.switch_position_page, name="switch_position"),
    path("tai-khoan", views.account_page, name="account"),
    path("tai-khoan/lien-he", views.contact_page, name="contact"),
    path("tai-khoan/mat-khau", views.password_page, name="password"),
]
