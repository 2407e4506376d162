from django.urls import path

from motcua.portal.views import drafts, filing, find, follow, papers, prepare, procedure, step_up

app_name = "portal"
urlpatterns = [
    path("", find.home, name="home"),
    path("tim", find.search, name="search"),
    path("tim/<str:code>", find.found, name="found"),
    path("thu-tuc", find.procedures, name="procedures"),
    path("thu-tuc/<str:code>", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:code>/toi-can-gi", prepare.prepare, name="prepare"),
    path("thu-tuc/<str:code>/nop", filing.start, name="start"),
    path("ban-nhap", drafts.drafts, name="drafts"),
    path("ban-nhap/<uuid:pk>", drafts.draft, name="draft"),
    path("ban-nhap/<uuid:pk>/may-khac", drafts.elsewhere, name="elsewhere"),
    path("ban-nhap/<uuid:pk>/xoa", drafts.delete, name="delete"),
    path("ban-nhap/<uuid:pk>/khoi-phuc", drafts.restore, name="restore"),
    path("tiep-tuc/<str:signed>", drafts.resume, name="resume"),
    path("ban-nhap/<uuid:pk>/giay-to", papers.papers, name="papers"),
    path("ban-nhap/<uuid:pk>/giay-to/<str:key>/tai-len", papers.upload, name="upload"),
    path("ban-nhap/<uuid:pk>/giay-to/<str:key>/dien-thoai", papers.phone_code, name="phone_code"),
    path("ban-nhap/<uuid:pk>/giay-to/<str:key>/da-den", papers.arrived, name="arrived"),
    path("ban-nhap/<uuid:pk>/tep/<int:file>", papers.draft_file, name="draft_file"),
    path("ban-nhap/<uuid:pk>/tep/<int:file>/bo", papers.remove, name="remove"),
    path("chup/<str:signed>", papers.phone, name="phone"),
    path("ban-nhap/<uuid:pk>/kiem-tra", filing.check, name="check"),
    path("ban-nhap/<uuid:pk>/xac-thuc", step_up.step_up, name="step_up"),
    path("ban-nhap/<uuid:pk>/buoc/<str:code>", filing.step, name="step"),
    path("ban-nhap/<uuid:pk>/buoc/<str:code>/tu-luu", filing.autosave, name="autosave"),
    path("ho-so-cua-toi", follow.mine, name="mine"),
    path("ho-so-cua-toi/<str:code>", follow.follow, name="follow"),
    path("ho-so-cua-toi/<str:code>/da-nop", follow.filed, name="filed"),
    path("ho-so-cua-toi/<str:code>/bo-sung", follow.send_supplement, name="supplement"),
    path("ho-so-cua-toi/<str:code>/rut", follow.take_back, name="withdraw"),
    path("tra-cuu", follow.track, name="track"),
    path("theo-doi/<str:key>", follow.track_by_key, name="track_by_key"),
]
