*** Settings ***
Documentation       Scenario 11: settings by menu and by configuration agree, survive a restart and a reboot, and an
...                 invalid value is refused by the phone itself.

Resource            bed.resource

Suite Setup         Open Phones Or Skip    ann
Test Timeout        8 minutes

Test Tags           regression


*** Test Cases ***
Menu And Configuration Agree
    [Documentation]    Both ways. What is set at the phone itself (local) wins over REST, so it is dropped in the end.
    Set Config    lcl.datetime.time.24HourClock=0    phone=ann
    Get Menu Value    Settings > Basic > Preferences > Time & Date > Clock    ==    12 Hour    phone=ann
    Restore Config    phone=ann
    Set Menu Value    Settings > Basic > Preferences > Time & Date > Clock    12 Hour    phone=ann
    Expect Config    lcl.datetime.time.24HourClock    0    source=local    phone=ann
    Set Menu Value    Settings > Basic > Preferences > Time & Date > Clock    24 Hour    phone=ann
    Get Config    lcl.datetime.time.24HourClock    ==    1    phone=ann
    [Teardown]    Reset Config    local    phone=ann

Settings Survive A Restart And A Reboot
    [Documentation]    Back and registered within the limit, with the same value.
    Set Config    up.backlight.timeout=33    phone=ann
    Restart Phone    phone=ann
    Expect Registration    registered    phone=ann
    Expect Config    up.backlight.timeout    33    phone=ann
    Reboot Phone    phone=ann
    Expect Registration    registered    phone=ann
    Get Menu Value    Settings > Basic > Backlight > Timeout (seconds)    ==    33    phone=ann

An Invalid Value Is Refused
    [Documentation]    By the phone, and nothing is stored.
    ${before} =    Get Config    up.backlight.timeout    phone=ann
    Expect Refusal    Set Config    up.backlight.timeout=much    phone=ann
    Expect Config    up.backlight.timeout    ${before}    phone=ann

A Change Leaves A Line In The Log
    [Documentation]    Since the mark.
    ${mark} =    Mark Moment
    Set Config    up.backlight.timeout=35    phone=ann
    Expect Log    up.backlight.timeout    since=${mark}    phone=ann
