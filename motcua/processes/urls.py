"""Addresses of processes for the officials who own them."""

from django.urls import path

from motcua.processes.views import diagram, drawing, figures, life, listing, printing, trying, vacancies

app_name = "processes"
urlpatterns = [
    path("quy-trinh", listing.all_processes, name="all"),
    path("quy-trinh/chua-co-nguoi", vacancies.unmanned, name="unmanned"),
    path("quy-trinh/kiem-tra-ban-in", printing.check_print, name="check_print"),
    path("quy-trinh/<int:process>", life.sheet, name="sheet"),
    path("quy-trinh/<int:process>/buoc-tiep", life.live, name="live"),
    path("quy-trinh/<int:process>/chay-thu", trying.trials, name="trials"),
    path("quy-trinh/<int:process>/chay-thu/<int:trial_id>", trying.trial, name="trial"),
    path("quy-trinh/<int:process>/so-do", diagram.diagram, name="diagram"),
    path("quy-trinh/<int:process>/so-do/sua", diagram.draw, name="draw"),
    path("quy-trinh/<int:process>/ban/<int:number>/so-lieu", figures.figures, name="figures"),
    path("quy-trinh/<int:process>/bang-tinh", printing.take_xlsx, name="take_xlsx"),
    path("quy-trinh/<int:process>/ban/<int:number>.xlsx", printing.xlsx, name="xlsx"),
    path("quy-trinh/<int:process>/ban/<int:number>.pdf", printing.pdf, name="pdf"),
    path("quy-trinh/<int:process>/ban/<int:number>.bpmn", diagram.bpmn, name="bpmn"),
    path("quy-trinh/<int:process>/bo", life.discard, name="discard"),
    path("quy-trinh/<int:process>/ban/<int:number>/thay-doi", life.changes, name="changes"),
    path("quy-trinh/<int:process>/sap-xep", drawing.rearrange, name="rearrange"),
    path("quy-trinh/<int:process>/thong-tin", drawing.about, name="about"),
    path("quy-trinh/<int:process>/dong/<str:key>", drawing.row, name="row"),
    path("quy-trinh/<int:process>/dong/<str:key>/tra-lai", drawing.send_back, name="send_back"),
]
