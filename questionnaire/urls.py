"""Addresses of assessments, reports and examples."""

from django.urls import path

from questionnaire import (
    checking,
    coming_back,
    comparing,
    contributor_pages,
    downloads,
    link_pages,
    moving,
    partner_pages,
    print_pages,
    public_reports,
    views,
    what_if,
)
from questionnaire.access import MAY_CHANGE, MAY_CONTRIBUTE, requires
from questionnaire.contribution_wizard import ContributionEcho, ContributionWizard, HalfFilledContribution
from questionnaire.typed_pages import EchoPage, HalfFilledPage
from questionnaire.wizard import AssessmentWizard

wizard = coming_back.asks_for_the_link(requires(MAY_CHANGE)(AssessmentWizard.as_view(url_name="step")))
half_filled = requires(MAY_CHANGE)(HalfFilledPage.as_view(url_name="step"))
echo = requires(MAY_CHANGE)(EchoPage.as_view(url_name="step"))
contributes = requires(MAY_CONTRIBUTE)
contribution_step = coming_back.asks_for_the_link(contributes(ContributionWizard.as_view(url_name="contribution-step")))
contribution_half_filled = contributes(HalfFilledContribution.as_view(url_name="contribution-step"))
contribution_echo = contributes(ContributionEcho.as_view(url_name="contribution-step"))

urlpatterns = [
    path("start/", views.start, name="start"),
    path("start/document/", views.start_from_document, name="start-from-document"),
    path("start/questions/", print_pages.blank_questions, name="blank-questions"),
    path("come-back/", link_pages.open_link, name="open-link"),
    path("link/<str:secret>/", views.follow_link, name="follow-link"),
    path("link/", views.nothing_to_read, name="nothing-to-read"),
    path("assessments/<uuid:public_id>/", views.task_list, name="task-list"),
    path("assessments/<uuid:public_id>/links/", link_pages.links, name="links"),
    path("assessments/<uuid:public_id>/links/send/", link_pages.send_link, name="send-link"),
    path("assessments/<uuid:public_id>/links/<int:link_id>/end/", link_pages.end_link, name="end-link"),
    path("assessments/<uuid:public_id>/agreement/", partner_pages.agreement, name="agreement"),
    path(
        "assessments/<uuid:public_id>/partners/<int:contribution_id>/link/",
        partner_pages.invite_again,
        name="invite-again",
    ),
    path(
        "assessments/<uuid:public_id>/partners/<int:contribution_id>/leave-out/",
        partner_pages.leave_out,
        name="leave-out",
    ),
    path("assessments/<uuid:public_id>/provisional/", views.provisional, name="provisional"),
    path("assessments/<uuid:public_id>/wanted/", print_pages.wanted, name="wanted"),
    path("assessments/<uuid:public_id>/what-if/<slug:step>/<slug:field>/", what_if.what_if, name="what-if"),
    path("assessments/<uuid:public_id>/answers.json", views.answers_document, name="answers-document"),
    path("assessments/<uuid:public_id>/check/", views.check_answers, name="check-answers"),
    path("assessments/<uuid:public_id>/compare/", comparing.compare_versions, name="compare-versions"),
    path("assessments/<uuid:public_id>/newer-edition/", moving.newer_edition, name="newer-edition"),
    path("assessments/<uuid:public_id>/finish/", views.finish, name="finish"),
    path("assessments/<uuid:public_id>/made/<int:revision>/", views.report_made, name="report-made"),
    path("assessments/<uuid:public_id>/reopen/", views.reopen, name="reopen"),
    path("assessments/<uuid:public_id>/delete/", views.delete, name="delete"),
    path("assessments/<uuid:public_id>/steps/<slug:step>/", wizard, name="step"),
    path("assessments/<uuid:public_id>/steps/<slug:step>/half-filled/", half_filled, name="half-filled"),
    path("assessments/<uuid:public_id>/steps/<slug:step>/echo/", echo, name="echo"),
    path("assessments/<uuid:public_id>/steps/<slug:step>/come-back/", coming_back.come_back, name="come-back"),
    path("contributions/<uuid:public_id>/", contributor_pages.contribution, name="contribution"),
    path("contributions/<uuid:public_id>/check/", contributor_pages.check, name="contribution-check"),
    path("contributions/<uuid:public_id>/steps/<slug:step>/", contribution_step, name="contribution-step"),
    path(
        "contributions/<uuid:public_id>/steps/<slug:step>/half-filled/",
        contribution_half_filled,
        name="contribution-half-filled",
    ),
    path("contributions/<uuid:public_id>/steps/<slug:step>/echo/", contribution_echo, name="contribution-echo"),
    path(
        "contributions/<uuid:public_id>/steps/<slug:step>/come-back/",
        coming_back.come_back,
        name="contribution-come-back",
    ),
    path("session/", coming_back.session, name="session"),
    path("examples/<slug:slug>/", views.example, name="example"),
    path("reports/check/", checking.check_report, name="check-report"),
    path("reports/<uuid:public_id>/", views.report, name="report"),
    path("reports/<uuid:public_id>/report.pdf", downloads.report_pdf, name="report-pdf"),
    path("reports/<uuid:public_id>/report.docx", downloads.report_word, name="report-word"),
    path("reports/<uuid:public_id>/cover.pdf", downloads.cover_pdf, name="cover-pdf"),
    path("reports/<uuid:public_id>/cover.docx", downloads.cover_word, name="cover-word"),
    path("reports/<uuid:public_id>/assurance-framework.docx", downloads.framework_word, name="framework-word"),
    path("reports/<uuid:public_id>/report.xlsx", downloads.report_workbook, name="report-workbook"),
    path("reports/<uuid:public_id>/<slug:sheet>.csv", downloads.report_csv, name="report-csv"),
    path("reports/<uuid:public_id>/report.json", downloads.report_json, name="report-json"),
    path("reports/<uuid:public_id>/public/", public_reports.public_report, name="report-public"),
    path("reports/<uuid:public_id>/public/report.pdf", public_reports.public_report_pdf, name="report-public-pdf"),
    path("reports/<uuid:public_id>/public/report.docx", public_reports.public_report_word, name="report-public-word"),
    path("public/<str:secret>/", public_reports.public_report, name="public-report"),
    path("public/<str:secret>/report.pdf", public_reports.public_report_pdf, name="public-report-pdf"),
    path("public/<str:secret>/report.docx", public_reports.public_report_word, name="public-report-word"),
]
