*** Settings ***
Documentation       Looking at screens as they are drawn: texts, places found by them, and what is no proof.

Library             PolyLibrary
Library             PolyLibrary.Hands

Test Timeout        2 minutes


*** Test Cases ***
Words Are Whole
    [Documentation]    A part of a number or word is not the word.
    Open Phones    alice    bob
    Establish Call    alice    bob
    Expect Screen Text    1002    phone=alice
    Expect Screen Text    End Call    region=soft keys    phone=alice
    Expect No Screen Text    100    during=1 s    phone=alice
    Expect No Screen Text    En    region=soft keys    during=1 s    phone=alice
    Get Screen Text    contains    Bob    phone=alice
    End Call    phone=alice

A Cut Label Is Told As Cut
    [Documentation]    A name that is too long for its place ends in an ellipsis.
    Open Phone    alice
    Call From Outside    5550100    to=alice    name=Bartholomew Featherstonehaugh-Cholmondeley of Uppingham Hall
    Expect Incoming Call    5550100
    Expect Screen Text    Bartholomew Featherstonehaugh-Cholmondeley of Uppingham Hall    timeout=2 s

No Text Of A Phone That Is Away
    [Documentation]    Nothing is proven of a phone that does not answer.
    Open Phone    bob
    Expect Screen Text    New Call
    Unplug Phone    bob
    Expect No Screen Text    Weather    during=1 s

Capture That Is Off Again Comes Back
    [Documentation]    As after a restart of older phones; the library switches it on again and says so.
    Open Phone    alice
    Expect Screen Text    New Call
    Set Config    up.screenCapture.enabled=0
    Expect Screen Text    New Call

A Text Is Touched Where It Stands
    [Documentation]    On a panel of another size and another kind of picture.
    Open Phone    ann    model=CCX500
    Tap    text:New Call
    Expect Screen    dialer
    Tap    text:Cancel
    Expect Screen    idle

A Text That Stands Twice Is Not Touched
    [Documentation]    Which one is meant is for the test to say.
    Open Phone    dave
    Tap    text:Dave    timeout=1 s

A Menu Is Walked By Its Picture
    [Documentation]    On a phone that describes nothing of its screen.
    Open Phone    alice
    Open Screen    settings
    Expect Screen    settings
    Expect Items    Basic    Advanced    Status    selected=Basic
    Select Item    Basic    open=yes
    Expect Screen Text    Basic    region=title
    Get Screen    items    contains    Preferences

What A Phone Says And What It Shows
    [Documentation]    The same fields from the phone's description and from its picture.
    Open Phone    ann    model=VVX450    firmware=6.4
    Open Screen    settings
    ${told} =    Get Screen    by=phone
    ${shown} =    Get Screen    by=picture
    FOR    ${field}    IN    title    items    selected    soft keys
        Should Be Equal    ${shown}[${field}]    ${told}[${field}]
    END
    Should Be Equal    ${shown}[regions][title]    ${told}[title]

A Transfer To Oneself Is Refused In The Phone's Words
    [Documentation]    By the keys the phone says so on its screen only.
    Open Phone    ann    model=VVX450    firmware=6.4
    Open Phone    bob
    Establish Call    ann    bob
    Transfer Call    ann    via=soft key    phone=ann
