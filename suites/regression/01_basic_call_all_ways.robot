*** Settings ***
Documentation       Scenario 1: a basic call, in every way of dialling and answering; the first to hang up alternates.
...                 Screen, soft keys and the caller's name are read from the phone's own description (uixml).

Resource            bed.resource

Suite Setup         Open Two Phones
Test Timeout        1 minute
Test Template       A Call Is Made And Ended

Test Tags           regression


*** Test Cases ***    DIAL BY    ANSWER BY    FIRST TO HANG UP
REST And REST    rest    rest    ann
REST And Soft Key    rest    soft key    ben
REST And Line Key    rest    line key    ann
REST And Speaker    rest    speaker    ben
Keypad And REST    keypad    rest    ann
Keypad And Soft Key    keypad    soft key    ben
Keypad And Line Key    keypad    line key    ann
Keypad And Speaker    keypad    speaker    ben
Off Hook And REST    off hook    rest    ann
Off Hook And Soft Key    off hook    soft key    ben
Off Hook And Line Key    off hook    line key    ann
Off Hook And Speaker    off hook    speaker    ben
Line Key And REST    line key    rest    ann
Line Key And Soft Key    line key    soft key    ben
Line Key And Line Key    line key    line key    ann
Line Key And Speaker    line key    speaker    ben


*** Keywords ***
A Call Is Made And Ended
    [Documentation]    Ring at both sides, name and number, talk, end, idle screens.
    [Arguments]    ${dial_by}    ${answer_by}    ${first}
    Dial    ben    via=${dial_by}    phone=ann
    Ann Hears It Ring At Ben
    Answer Call    via=${answer_by}    phone=ben
    Expect Call States    ann=Connected    ben=Connected    during=1 s
    Get Calls    duration    >    0 s    phone=ann
    Expect Screen    active call    phone=ann
    End Call    phone=${first}
    Both Are Idle Again

Ann Hears It Ring At Ben
    [Documentation]    Both sides show it within 5 s, with number, name and soft keys.
    Expect Call States    ann=RingBack    ben=Offering    timeout=5 s
    Expect Caller Id    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Expect Screen    incoming call    phone=ben
    Expect Soft Keys    Answer    Reject    match=contains    phone=ben
