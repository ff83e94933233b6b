*** Settings ***
Documentation       Scenario 5: a conference of three: add, join, hold, a member holds, remove and add again, leave,
...                 split, and one more than fits. Members and soft keys are read from the phone's own description
...                 (uixml), who hears whom from the media direction of the calls (REST); the host's screens of a
...                 conference in talk and on hold, its members and the phone's refusal once on the pictures.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
Three Talk, Hold And Resume
    [Documentation]    All three calls are in the conference by state and by screen.
    [Tags]    look
    Three In A Conference
    The Conference Is Drawn    Conference
    Press Soft Key    Hold    phone=ann
    Expect Call Count    2    state=CallConfHold    phones=ann
    Expect Call States    ben=CallHeld    cat=CallHeld
    Expect Soft Keys    Resume    match=contains    phone=ann
    The Conference Is Drawn    Conference on hold
    Press Soft Key    Resume    phone=ann
    All Three Are In It
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat

A Member Holds Alone
    [Documentation]    The host shows it on that member's leg only, and hears nothing of him; the others talk on.
    Three In A Conference
    Hold Call    phone=ben
    Expect Call State    CallConfHeld    call=ben    phone=ann
    Expect Media    receiving    call=ben    phone=ann
    Expect Call State    CallConference    call=cat    phone=ann
    Expect Media    both    call=cat    phone=ann
    Expect Media    both    phone=cat
    Resume Call    phone=ben
    All Three Are In It
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat

A Member Is Removed And Added Again
    [Documentation]    Manage lists the members; the removed one is out, the other talks on, and can be joined by the
    ...    first one anew.
    [Tags]    look
    Three In A Conference
    Press Soft Key    Manage    phone=ann
    ${_}    ${cat} =    Number And Name    cat
    ${_}    ${ben} =    Number And Name    ben
    Expect Items    ${ben}    ${cat}    order=no    phone=ann
    Expect Screen Text    Members (2)    region=title    phone=ann
    Expect Screen Text    ${ben}    region=row 1    phone=ann
    Expect Screen Text    ${cat}    region=row 2    phone=ann
    Select Item    ${cat}    phone=ann
    Press Soft Key    Remove    phone=ann
    Expect Idle    cat
    Expect Call States    ann=Connected    ben=Connected    during=500 ms
    Start Conference    cat    phone=ann
    Answer Call    phone=cat
    Join Calls    phone=ann
    All Three Are In It
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat

A Member Leaves
    [Documentation]    The other two have a plain call.
    Three In A Conference
    End Call    phone=ben
    Expect Call States    ann=Connected    cat=Connected    during=500 ms
    Shows In A Call    ann    cat    Connected
    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

The Host Leaves And The Members Go On
    [Documentation]    With call.transferOnConferenceEnd they have each other.
    Set Config    call.transferOnConferenceEnd=1    phone=ann
    Three In A Conference
    Press Soft Key    End Call    phone=ann
    Expect Idle    ann
    Expect Call States    ben=Connected    cat=Connected    during=500 ms
    Expect Caller Id    cat    phone=ben
    Shows In A Call    cat    ben    Connected
    End Call    phone=ben
    All Are Idle Again    ann    ben    cat

The Host Leaves And All Is Over
    [Documentation]    Without call.transferOnConferenceEnd.
    Set Config    call.transferOnConferenceEnd=0    phone=ann
    Three In A Conference
    Press Soft Key    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

It Splits Into Two Calls
    [Documentation]    Both are on hold then, and each can be resumed.
    Three In A Conference
    Split Conference    phone=ann
    Expect Call Count    2    state=CallHold    phones=ann
    Expect Call States    ben=held elsewhere    cat=held elsewhere
    Resume Call    call=cat    phone=ann
    Expect Call States    ben=held elsewhere    cat=Connected
    Resume Call    call=ben    phone=ann
    Expect Call States    ben=Connected    cat=held elsewhere
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat

One More Than Fits
    [Documentation]    The fourth party can be called, but not joined: the phone says so in its own words.
    [Tags]    look
    Three In A Conference
    Dial    5551001    phone=ann
    Expect Call State    Connected    call=5551001    phone=ann
    Expect Call Count    2    state=CallConfHold    phones=ann
    Press Soft Key    Join    phone=ann
    Expect Screen Text    Conference full    phone=ann
    Expect Call Count    2    state=CallConfHold    phones=ann
    Expect Call State    Connected    call=5551001    phone=ann
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat


*** Keywords ***
Three In A Conference
    [Documentation]    Ann hosts ben and cat.
    Establish Call    ann    ben
    Start Conference    cat    phone=ann
    Expect Call State    held elsewhere    phone=ben
    Answer Call    phone=cat
    Expect Soft Keys    adding    phone=ann
    Join Calls    phone=ann
    All Three Are In It

The Conference Is Drawn
    [Documentation]    What a tester sees of it at the host: its name, both members, and its state.
    [Arguments]    ${state}
    ${_}    ${ben} =    Number And Name    ben
    ${_}    ${cat} =    Number And Name    cat
    Expect Screen Text    Conference    region=call name    phone=ann
    Expect Screen Text    ${ben}, ${cat}    region=call number    phone=ann
    Expect Screen Text    ${state}    region=call state    phone=ann

All Three Are In It
    [Documentation]    By the states of the calls, and by the host's screen.
    Expect Call Count    2    state=CallConference    phones=ann
    Expect Call States    ben=Connected    cat=Connected
    Expect Screen    conference    phone=ann
    Expect Soft Keys    CallConference    phone=ann
