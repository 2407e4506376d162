from django.urls import path

from motcua.post import views

app_name = "post"
urlpatterns = [
    path("buu-chinh", views.orders, name="orders"),
    path("buu-chinh/quet", views.scan, name="scan"),
    path("buu-chinh/ma", views.codes, name="codes"),
    path("buu-chinh/<int:pk>", views.order, name="order"),
    path("buu-chinh/<int:pk>/nhan", views.label, name="label"),
    path("buu-chinh/<int:pk>/giao", views.give, name="hand_over"),
    path("buu-chinh/<int:pk>/huy", views.take_back, name="cancel"),
    path("buu-chinh/<int:pk>/dat-lai", views.again, name="order_again"),
    path("buu-chinh/<int:pk>/that-lac", views.lost, name="report_lost"),
    path("buu-chinh/<int:pk>/quyet-dinh", views.settle, name="decide"),
]
