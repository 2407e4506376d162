from django.urls import path

from motcua.persons.views import guardianships, merges

app_name = "persons"
urlpatterns = [
    path("ban-ghi-trung", merges.merges, name="merges"),
    path("ban-ghi-trung/<int:pk>", merges.merge, name="merge"),
    path("giam-ho", guardianships.guardianships, name="guardianships"),
    path("giam-ho/moi", guardianships.register, name="register_guardianship"),
    path("giam-ho/<int:pk>", guardianships.guardianship, name="guardianship"),
]
