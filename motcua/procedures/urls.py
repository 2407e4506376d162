from django.urls import path

from motcua.procedures.views import competence, filing, imports, words

app_name = "procedures"
urlpatterns = [
    path("danh-muc/nhap", imports.imports, name="imports"),
    path("danh-muc/nhap/<int:pk>", imports.one_import, name="import"),
    path("danh-muc/nhap/<int:pk>/bao-cao.json", imports.report, name="report"),
    path("danh-muc/nhap/<int:pk>/cong-bo", imports.publish_all, name="publish_all"),
    path("danh-muc/ban/<int:pk>", imports.difference, name="difference"),
    path("danh-muc/nop-tai-day", filing.filed_here, name="filed_here"),
    path("danh-muc/nop-tai-day/<str:code>", filing.set_up, name="set_up_filing"),
    path("danh-muc/bai-bo/<str:code>", imports.retire, name="retire"),
    path("danh-muc/tham-quyen", competence.competence, name="competence"),
    path("danh-muc/tham-quyen/them", competence.add_line, name="add_competence"),
    path("danh-muc/tham-quyen/nhap", competence.import_lines, name="import_competence"),
    path("danh-muc/tham-quyen/duyet", competence.approve_lines, name="approve_competence"),
    path("danh-muc/tham-quyen/<int:pk>", competence.end_line, name="end_competence"),
    path("tu-khoa", words.words, name="words"),
    path("tu-khoa/dong-nghia", words.synonyms, name="synonyms"),
    path("tu-khoa/dong-nghia/<int:pk>/bo", words.forget, name="forget"),
]
