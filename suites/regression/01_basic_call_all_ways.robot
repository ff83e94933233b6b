*** Settings ***
Documentation       Scenario 1: a basic call, in every way of dialling and answering; the first to hang up alternates.
...                 In all rows screen, soft keys, names and numbers are read from the phone's own description
...                 (uixml), and once more from its calls (REST); in a call of its own they are read on the pictures.

Resource            bed.resource

Suite Setup         Open Two Phones With A Second Line Key
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
Line Key 2 And REST    line key    rest    ann
Line Key 2 And Soft Key    line key    soft key    ben
Line Key 2 And Line Key    line key    line key    ann
Line Key 2 And Speaker    line key    speaker    ben

What Both Screens Show
    [Documentation]    As a tester sees it: ringing, talk and idle, by the texts and soft keys that are drawn.
    [Tags]    look
    [Template]    NONE
    Expect Soft Keys    New Call    match=contains    by=picture    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Is Drawn Ringing    ben    ann
    Expect Soft Keys    RingBack    by=picture    phone=ann
    Answer Call    phone=ben
    Is Drawn In A Call    ann    ben    Connected
    Is Drawn In A Call    ben    ann    Connected
    Expect Soft Keys    Connected    by=picture    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben
    Expect Soft Keys    idle    by=picture    phone=ann


*** Keywords ***
Open Two Phones With A Second Line Key
    [Documentation]    A second key of the same line, for the way of dialling that presses it.
    Open Two Phones
    Set Config    reg.1.lineKeys=2    phone=ann

A Call Is Made And Ended
    [Documentation]    Ring at both sides, name and number, talk, end, idle screens.
    [Arguments]    ${dial_by}    ${answer_by}    ${first}
    ${line} =    Set Variable If    '${dial_by}' == 'line key'    ${2}    ${1}
    Dial    ben    via=${dial_by}    line=${line}    phone=ann
    Both Show It Within Five Seconds
    Get Calls    line    ==    ${line}    phone=ann
    Answer Call    via=${answer_by}    phone=ben
    Both Talk    ann    ben
    End Call    phone=${first}
    All Are Idle Again    ann    ben

Both Show It Within Five Seconds
    [Documentation]    Ringback with ben's number; at ben ann's number and name, and the soft keys of a ringing call.
    ${_}    ${name} =    Number And Name    ann
    Expect Call States    ann=RingBack    ben=Offering    timeout=5 s
    Expect Caller Id    ben    phone=ann
    Expect Screen    active call    phone=ann
    ${called} =    Get Phone Info    number    phone=ben
    Expect Items    ${called}    match=contains    phone=ann
    Expect Incoming Call    ann    name=${name}    phone=ben
    Rings With The Party    ben    ann
    Expect Soft Keys    Answer    Reject    Ignore    Forward    phone=ben

Both Talk
    [Documentation]    Connected at both sides for a second, by which the duration has grown; each shows the other.
    [Arguments]    ${one}    ${other}
    Expect Call States    ${one}=Connected    ${other}=Connected
    ${before} =    Get Calls    duration    phone=${one}
    Shows In A Call    ${one}    ${other}    Connected
    Shows In A Call    ${other}    ${one}    Connected
    Expect Call States    ${one}=Connected    ${other}=Connected    during=1 s
    Get Calls    duration    >    ${before}    phone=${one}
