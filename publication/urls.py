from django.urls import path

from publication import (
    decision_views,
    implementation_views,
    machine_views,
    measure_list_views,
    responsibility_views,
    search_views,
    version_views,
    views,
)

app_name = "publication"

urlpatterns = [
    path("", views.home, name="home"),
    path("themenfelder/<str:number>/", views.theme, name="theme"),
    path("ziele/<str:number>/", views.goal, name="goal"),
    path("massnahmen/", measure_list_views.measures, name="measures"),
    path("massnahmen/liste.csv", measure_list_views.measures_csv, name="measures-csv"),
    path("massnahmen/<str:number>/", views.measure, name="measure"),
    path("stand/", implementation_views.state, name="state"),
    path("stand/neues.atom", machine_views.news_feed, name="news-feed"),
    path("indikatoren/<int:pk>/", implementation_views.indicator, name="indicator"),
    path("unterlagen/<int:pk>/", views.attachment_file, name="attachment-file"),
    path("agenda-2030/", views.agenda, name="agenda"),
    path("agenda-2030/<int:number>/", views.sdg, name="sdg"),
    path("agenda-2030/unterziele/<str:code>/", responsibility_views.target, name="target"),
    path("fachbereiche/<slug:slug>/", responsibility_views.department, name="department"),
    path("grundlagen/", views.foundations, name="foundations"),
    path("beschluss/", decision_views.decision, name="decision"),
    path("beschluss/aenderungen/", decision_views.decision_changes, name="decision-changes"),
    path("fassungen/", version_views.version_list, name="version-list"),
    path("fassungen.atom", machine_views.version_feed, name="version-feed"),
    path("fassungen/<int:number>/", version_views.version, name="version"),
    path(
        "fassungen/<int:number>/themenfelder/<str:theme>/", version_views.version_theme, name="version-theme"
    ),
    path("fassungen/<int:number>/strategie.pdf", version_views.version_pdf, name="version-pdf"),
    path("fassungen/<int:number>/strategie.json", version_views.version_json, name="version-json"),
    path("fassungen/<int:number>/aenderungen/", decision_views.version_changes, name="version-changes"),
    path(
        "fassungen/<int:number>/vergleich/<int:before>/",
        decision_views.version_comparison,
        name="version-comparison",
    ),
    path("kapitel/<uuid:key>/", views.chapter, name="chapter"),
    path("suche/", search_views.search_results, name="search"),
    path("suche/ohne-treffer/", search_views.search_miss, name="search-miss"),
    path("strategie.pdf", views.strategy_pdf, name="strategy-pdf"),
    path("strategie.json", views.strategy_json, name="strategy-json"),
    path("strategie.schema.json", views.strategy_schema, name="strategy-schema"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
    path("robots.txt", machine_views.robots, name="robots"),
    path(".well-known/security.txt", machine_views.security_txt, name="security-txt"),
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
]
