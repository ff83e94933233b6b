*** Settings ***
Documentation       Scenario 12: a phone left in every bad place comes back within 20 s and says what it cleared;
...                 then turns of call, answer, hold, resume, end. What evidence a failure leaves is proved by the
...                 library's tests. TURNS is small for a laptop; a night run takes 200: `--variable TURNS:200`.

Resource            bed.resource

Suite Setup         Open The Bed
Test Timeout        60 minutes

Test Tags           regression


*** Variables ***
${TURNS}    5


*** Test Cases ***
Half-Dialled
    [Documentation]    Digits typed on hook.
    Press Key    Dialpad5    phone=ann
    Expect Screen    dialer    phone=ann
    It Comes Back

Deep In A Menu
    [Documentation]    Four levels down.
    Open Screen    Settings > Basic > Preferences > Time & Date    phone=ann
    It Comes Back

An Unsaved Edit
    [Documentation]    A typed value is dropped, not stored.
    ${before} =    Get Config    up.backlight.timeout    phone=ann
    Open Screen    Settings > Basic > Backlight > Timeout (seconds)    phone=ann
    Enter Text    12    phone=ann
    It Comes Back
    Expect Config    up.backlight.timeout    ${before}    phone=ann

Off Hook
    [Documentation]    A dial tone.
    Press Soft Key    New Call    phone=ann
    Expect Call State    Dialtone    phone=ann
    It Comes Back

Ringing
    [Documentation]    Somebody else calls.
    Dial    ann    phone=ben
    Expect Incoming Call    ben    phone=ann
    It Comes Back

In A Conference
    [Documentation]    With two members.
    Establish Call    ann    ben
    Start Conference    cat    phone=ann
    Answer Call    phone=cat
    Join Calls    phone=ann
    Expect Call Count    2    state=CallConference    phones=ann
    It Comes Back

Turns Of Call, Hold And End
    [Documentation]    Three phones in turn; idle and not restarted after each.
    ${started} =    Get Phone Info    uptime    phone=ann
    FOR    ${_}    IN RANGE    ${TURNS}
        One Turn    ann    ben
        One Turn    ben    cat
        One Turn    cat    ann
    END
    Get Phone Info    uptime    >=    ${started}    phone=ann


*** Keywords ***
It Comes Back
    [Documentation]    To the idle screen, without any call, within 20 s.
    Return To Idle    ann    timeout=20 s
    Expect Screen    idle    phone=ann
    Expect Idle    ann

One Turn
    [Documentation]    Call, answer, hold, resume, end.
    [Arguments]    ${one}    ${other}
    Establish Call    ${one}    ${other}
    Hold Call    phone=${one}
    Resume Call    phone=${one}
    Expect Call State    Connected    phone=${other}
    End Call    phone=${one}
    Expect Idle    ${one}    ${other}
