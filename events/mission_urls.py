"""The addresses below /handelsmissies/."""

from django.urls import path

from .views import (
    delegation,
    delegation_hosting,
    meeting_days,
    meetings_by_hand,
    mission_applying,
    mission_counterparts,
    mission_desk,
    mission_follow_up,
    mission_guest,
    mission_programme,
    mission_results,
    mission_room,
    mission_wishes,
    missions,
)

MISSION = "<slug:slug>/"
ROOM = f"{MISSION}deelnemers/"
DESK = f"{MISSION}trade-office/"
DAY = f"{DESK}gesprekken/<int:pk>/"
FOLLOW_UP = f"{MISSION}opvolging/"
GUEST = "gast/<str:token>/"
DELEGATIONS = "delegaties/"
DELEGATION = f"{DELEGATIONS}aanvraag/<uuid:key>/"

urlpatterns = [
    path("", missions.MissionListView.as_view(), name="missions"),
    path("resultaten/", mission_results.MissionResultsView.as_view(), name="mission_results"),
    path("resultaten.csv", mission_results.mission_results_csv, name="mission_results_csv"),
    path(
        "resultaten/opgave/<str:token>/",
        mission_follow_up.FollowUpView.as_view(),
        name="mission_follow_up",
    ),
    path(f"{FOLLOW_UP}<int:pk>/invullen/", mission_follow_up.FillInView.as_view(), name="fill_in_follow_up"),
    path(DELEGATIONS, delegation.DelegationsView.as_view(), name="delegations"),
    path(f"{DELEGATIONS}aanvragen/", delegation.RequestView.as_view(), name="delegation_request"),
    path(f"{DELEGATIONS}aanvragen/verstuurd/", delegation.RequestedView.as_view(), name="delegation_requested"),
    path(DELEGATION, delegation.DelegationView.as_view(), name="delegation"),
    path(f"{DELEGATION}intrekken/", delegation.WithdrawView.as_view(), name="delegation_withdraw"),
    path(f"{DELEGATION}deelnemers/toevoegen/", delegation.GuestView.as_view(), name="delegation_add_guest"),
    path(f"{DELEGATION}deelnemers/<int:pk>/", delegation.GuestView.as_view(), name="delegation_guest"),
    path(f"{DELEGATION}deelnemers/<int:pk>/verwijderen/", delegation.TakeOffView.as_view(), name="delegation_take_off"),
    path(f"{DELEGATIONS}gastheer/<uuid:key>/", delegation_hosting.AnswerByLinkView.as_view(), name="delegation_host"),
    path(GUEST, mission_guest.GuestView.as_view(), name="mission_guest"),
    path(f"{GUEST}afzien/", mission_guest.GuestWithdrawView.as_view(), name="mission_guest_withdraw"),
    path(f"{GUEST}gesprekken.ics", mission_guest.GuestCalendarView.as_view(), name="mission_guest_ics"),
    path("<slug:slug>/", missions.MissionView.as_view(), name="mission"),
    path(f"{MISSION}aanmelden/", mission_applying.ApplyView.as_view(), name="mission_apply"),
    path(f"{MISSION}aanmelding/<int:pk>/", mission_applying.ApplicationView.as_view(), name="mission_application"),
    path(
        f"{MISSION}aanmelding/<int:pk>/wijzigen/",
        mission_applying.ChangeApplicationView.as_view(),
        name="mission_change_application",
    ),
    path(f"{MISSION}aanmelding/<int:pk>/intrekken/", mission_applying.WithdrawView.as_view(), name="mission_withdraw"),
    path(f"{ROOM}wensen/", mission_wishes.WishesView.as_view(), name="mission_wishes"),
    path(f"{ROOM}gesprekken/", mission_wishes.OwnMeetingsView.as_view(), name="mission_meetings"),
    path(f"{ROOM}gesprekken.ics", mission_wishes.OwnMeetingsCalendarView.as_view(), name="mission_meetings_ics"),
    path(ROOM, mission_room.RoomView.as_view(), name="mission_room"),
    path(f"{ROOM}stukken/<int:pk>/", mission_room.DocumentView.as_view(), name="mission_document"),
    path(f"{ROOM}<int:pk>/reiziger/", mission_room.AddTravellerView.as_view(), name="mission_add_traveller"),
    path(f"{ROOM}reizigers/<int:pk>/", mission_room.ChangeTravellerView.as_view(), name="mission_traveller"),
    path(
        f"{ROOM}reizigers/<int:pk>/verwijderen/",
        mission_room.RemoveTravellerView.as_view(),
        name="mission_remove_traveller",
    ),
    path(f"{MISSION}programma.ics", mission_room.CalendarView.as_view(), name="mission_calendar"),
    path(f"{MISSION}briefing.pdf", mission_room.BriefingView.as_view(), name="mission_briefing"),
    path(f"{DESK}programma/", mission_programme.ProgrammeView.as_view(), name="mission_programme"),
    path(f"{DESK}programma/nieuw/", mission_programme.AddItemView.as_view(), name="mission_add_item"),
    path(f"{DESK}programma/<int:pk>/", mission_programme.ChangeItemView.as_view(), name="mission_item"),
    path(
        f"{DESK}programma/<int:pk>/verwijderen/",
        mission_programme.RemoveItemView.as_view(),
        name="mission_remove_item",
    ),
    path(f"{DESK}stukken/nieuw/", mission_programme.AddDocumentView.as_view(), name="mission_add_document"),
    path(
        f"{DESK}stukken/<int:pk>/verwijderen/",
        mission_programme.RemoveDocumentView.as_view(),
        name="mission_remove_document",
    ),
    path(f"{DESK}gesprekspartners/", mission_counterparts.CounterpartsView.as_view(), name="mission_counterparts"),
    path(
        f"{DESK}gesprekspartners/toevoegen/", mission_counterparts.AddCounterpartView.as_view(), name="add_counterpart"
    ),
    path(f"{DESK}gesprekspartners/<int:pk>/", mission_counterparts.ChangeCounterpartView.as_view(), name="counterpart"),
    path(
        f"{DESK}gesprekspartners/<int:pk>/verwijderen/",
        mission_counterparts.RemoveCounterpartView.as_view(),
        name="remove_counterpart",
    ),
    path(
        f"{DESK}gesprekspartners/<int:pk>/stap/",
        mission_counterparts.CounterpartStepView.as_view(),
        name="counterpart_step",
    ),
    path(f"{DESK}gesprekken/", meeting_days.DaysView.as_view(), name="meeting_days"),
    path(f"{DESK}gesprekken/toevoegen/", meeting_days.AddDayView.as_view(), name="add_meeting_day"),
    path(DESK, mission_desk.DeskView.as_view(), name="mission_desk"),
    path(f"{DESK}naar/<slug:stage>/", mission_desk.StepView.as_view(), name="mission_step"),
    path(f"{DESK}bedrijven/<int:pk>/", mission_desk.ChooseView.as_view(), name="mission_choose"),
    path(f"{DESK}bedrijven/<int:pk>/terug/", mission_desk.WithdrawView.as_view(), name="mission_company_withdraws"),
    path(f"{DESK}bedrijven/<int:pk>/bijdrage/", mission_desk.FeeView.as_view(), name="mission_fee"),
    path(DAY, meeting_days.MeetingDayView.as_view(), name="meeting_day"),
    path(f"{DAY}wijzigen/", meeting_days.ChangeDayView.as_view(), name="change_meeting_day"),
    path(f"{DAY}verwijderen/", meeting_days.RemoveDayView.as_view(), name="remove_meeting_day"),
    path(f"{DAY}plannen/", meeting_days.MakePlanView.as_view(), name="make_meeting_plan"),
    path(f"{DAY}vastleggen/", meeting_days.FixPlanView.as_view(), name="fix_meeting_plan"),
    path(f"{DAY}niet-gekomen/", meeting_days.MarkGoneView.as_view(), name="mark_gone"),
    path(f"{DAY}toch-gekomen/<int:party>/", meeting_days.MarkBackView.as_view(), name="mark_back"),
    path(f"{DAY}gesprek/", meetings_by_hand.AddMeetingView.as_view(), name="add_meeting"),
    path(f"{DAY}gesprek/<int:meeting>/", meetings_by_hand.ChangeMeetingView.as_view(), name="change_meeting"),
    path(f"{DAY}gesprekken.pdf", meeting_days.MeetingsPdfView.as_view(), name="meetings_pdf"),
    path(FOLLOW_UP, mission_follow_up.FollowUpsView.as_view(), name="mission_follow_ups"),
    path(f"{FOLLOW_UP}<int:pk>/opnieuw/", mission_follow_up.SendAgainView.as_view(), name="send_follow_up_again"),
]
