"""The resource centre's addresses."""

from django.urls import path

from models_catalogue import views

urlpatterns = [
    path("", views.home, name="resources"),
    path("search/", views.search, name="resource-search"),
    path("compare/", views.compare, name="resource-compare"),
    path("models/", views.options, name="resource-options"),
    path("models/<slug:slug>/", views.option, name="resource-option"),
    path("sections/<slug:section>/", views.section, name="resource-section"),
    path("articles/<slug:slug>/", views.article, name="resource-article"),
    path("cases/", views.cases, name="resource-cases"),
    path("cases/<slug:slug>/", views.case, name="resource-case"),
    path("quoted-places/", views.quoted_places, name="resource-quoted-places"),
    path("what-works/", views.interventions, name="resource-interventions"),
    path("tools/", views.tools, name="resource-tools"),
    path("law/", views.law, name="resource-law"),
    path("law/<slug:slug>/", views.flexibility, name="resource-flexibility"),
    path("policy/", views.policy, name="resource-policy"),
    path("watch-list/", views.watch_list, name="resource-watch-list"),
    path("then-and-now/", views.successors, name="resource-successors"),
    path("population/", views.population, name="resource-population"),
    path("risks/", views.risks, name="resource-risks"),
    path("glossary/", views.glossary, name="resource-glossary"),
    path("sources/", views.sources, name="resource-sources"),
]
