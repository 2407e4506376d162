from django.urls import path

from motcua.guides.views import feedback, topics

app_name = "guides"
urlpatterns = [
    path("tro-giup", topics.help_page, name="help"),
    path("tro-giup/gop-y", feedback.send, name="send"),
    path("tro-giup/co-gi-moi", topics.news_page, name="news"),
    path("tro-giup/<slug:key>", topics.topic_page, name="topic"),
    path("gop-y", feedback.waiting, name="feedback"),
    path("gop-y/<int:pk>", feedback.one, name="one"),
    path("gop-y/<int:pk>/anh", feedback.picture, name="picture"),
]
