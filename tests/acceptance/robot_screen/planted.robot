*** Settings ***
Documentation       What a tester would see of a screen that is wrong. Each test passes on a sound screen, and fails
...                 when the fault that it is named after is planted (--variable PLANTED:yes). The faults change the
...                 picture alone: what the phone says of its screen by REST stays right. Tests with the tag `always`
...                 pass in both runs.

Library             PolyLibrary
Library             PolyLibrary.Hands

Test Timeout        90 seconds


*** Variables ***
${PLANTED}      no


*** Test Cases ***
Missing Icon
    [Documentation]    By the icon's picture.
    Open Phones    alice    bob
    A Call Was Missed
    Plant    missing icon
    Expect Element    missed calls    phone=alice    timeout=3 s

Wrong Label
    [Documentation]    By the labels as they are drawn.
    Open Phone    alice
    Plant    wrong label
    Expect Soft Keys    idle    by=picture    timeout=3 s

Wrong Digit
    [Documentation]    By the number as it is drawn.
    Open Phones    alice    bob
    Establish Call    alice    bob
    Plant    wrong digit
    Expect Screen Text    1002    phone=alice    timeout=3 s
    End Call    phone=alice

LED Colour
    [Documentation]    By the approved picture of the line keys.
    [Tags]    baseline
    Open Phone    dave
    Plant    LED colour    phone=dave
    Expect Baseline    line keys    region=content    timeout=3 s

Shifted Screen
    [Documentation]    By the approved picture of the whole screen, without its clock.
    [Tags]    baseline
    Open Phone    dave
    Plant    shifted screen    phone=dave
    Expect Baseline    idle    timeout=3 s

Frozen Picture
    [Documentation]    A check that would hold on the old picture as well.
    Open Phones    alice    bob
    Expect Screen Text    New Call    phone=alice
    Plant    frozen picture
    Dial    alice    phone=bob
    Expect Incoming Call    bob    phone=alice
    Expect Screen Text    Alice    phone=alice    timeout=6 s
    End Call    phone=bob

Old Picture
    [Documentation]    Each picture is the one that was fetched before. That is found out or outwaited, so no check
    ...    holds by what was on the screen before: neither of what another phone does, nor of what is done here.
    [Tags]    always
    Open Phones    alice    bob
    Expect Screen Text    New Call    region=soft keys    phone=alice
    Plant    old picture
    Dial    alice    phone=bob
    Expect Incoming Call    bob    phone=alice
    Run Keyword And Expect Error    *shows the text 'Incoming Call'*
    ...    Expect No Screen Text    Incoming Call    region=incoming pop-up    during=0 s    phone=alice
    End Call    phone=bob
    Expect Idle    alice    bob
    Expect Screen Text    New Call    region=soft keys    phone=alice
    Press Soft Key    DND    phone=alice
    Run Keyword And Expect Error    'do not disturb icon' is on the screen*
    ...    Expect No Element    do not disturb icon    during=0 s    phone=alice
    Press Soft Key    DND    phone=alice
    Expect No Element    do not disturb icon    during=0 s    phone=alice

Whole Screen
    [Documentation]    One approved picture shows each fault of drawing.
    [Tags]    baseline    always
    Open Phone    dave
    Expect Baseline    idle
    FOR    ${fault}    IN    missing icon    wrong label    wrong digit    LED colour    shifted screen
    ...    other language
        Inject Fault    ${fault}
        Tap    softkey:DND
        Tap    softkey:DND
        Run Keyword And Expect Error    *is not the baseline 'idle'*    Expect Baseline    idle    timeout=1 s
        Inject Fault    none
    END
    Tap    softkey:DND
    Tap    softkey:DND
    Expect Baseline    idle

Other Language
    [Documentation]    By the texts as they are drawn.
    Open Phone    alice
    Plant    other language
    Expect Screen Text    New Call    region=soft keys    timeout=3 s


*** Keywords ***
Plant
    [Documentation]    Nothing is planted in the run that shows that the tests hold on a sound screen.
    [Arguments]    ${fault}    ${phone}=alice
    IF    '${PLANTED}' == 'yes'    Inject Fault    ${fault}    phone=${phone}

A Call Was Missed
    [Documentation]    The icon of missed calls is on the screen then.
    Dial    alice    phone=bob
    Expect Incoming Call    bob    phone=alice
    End Call    phone=bob
    Expect Idle    alice    bob
