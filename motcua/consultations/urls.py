from django.urls import path

from motcua.consultations import policy_views, views

app_name = "consultations"
urlpatterns = [
    path("xin-y-kien", views.opinions, name="opinions"),
    path("xin-y-kien/quy-dinh", policy_views.policy, name="policy"),
    path("xin-y-kien/<int:pk>", views.opinion, name="opinion"),
    path("xin-y-kien/<int:pk>/tra-loi", views.give, name="answer"),
    path("xin-y-kien/<int:pk>/viet", views.say, name="write"),
    path("xin-y-kien/<int:pk>/thoi", views.give_up, name="withdraw"),
    path("xin-y-kien/<int:pk>/tep/<int:file>", views.file, name="file"),
    path("ho-so/<str:code>/xin-y-kien", views.ask_page, name="ask"),
]
