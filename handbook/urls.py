from django.urls import path

from handbook import views

app_name = "handbook"

urlpatterns = [
    path("hilfe/", views.overview, name="overview"),
    path("hilfe/handbuch.pdf", views.pdf, name="pdf"),
    path("hilfe/einfuehrung/weglegen/", views.welcome_put_away, name="welcome-put-away"),
    path("hilfe/einfuehrung/zeigen/", views.welcome_show_again, name="welcome-show-again"),
    path("hilfe/<slug:slug>/", views.section, name="section"),
]
