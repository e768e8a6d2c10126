"""The site's addresses."""

from django.contrib import admin
from django.urls import include, path

from portal import publishing, score_effect, views

urlpatterns = [
    path("", views.home, name="home"),
    path("method/", views.method, name="method"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/models_catalogue/edition/impact/", admin.site.admin_view(publishing.impact), name="edition-impact"),
    path(
        "admin/models_catalogue/fit/matrix/effect/",
        admin.site.admin_view(score_effect.score_effect),
        name="score-effect",
    ),
    path("admin/models_catalogue/files/", include("models_catalogue.spreadsheet_admin")),
    path("admin/", admin.site.urls),
    path("resources/", include("models_catalogue.urls")),
    path("", include("questionnaire.urls")),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.failed"
