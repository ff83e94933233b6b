*** Settings ***
Documentation       Scenario 5: a conference of three: add, join, hold, a member holds, split, leave. Members of the
...                 list and the refusal of one more are read from the phone's description.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
Three Talk, Hold And Resume
    [Documentation]    All three calls are in the conference by state and by screen.
    Three In A Conference
    Expect Soft Keys    Split    match=contains    phone=ann
    Press Soft Key    Hold    phone=ann
    Expect Call Count    2    state=CallConfHold    phones=ann
    Expect Call States    ben=CallHeld    cat=CallHeld
    Press Soft Key    Resume    phone=ann
    Expect Call Count    2    state=CallConference    phones=ann
    End All Calls    ann    ben    cat

A Member Holds Alone
    [Documentation]    The host shows it on that member's leg only.
    Three In A Conference
    Hold Call    phone=ben
    Expect Call State    CallConfHeld    call=ben    phone=ann
    Expect Call State    CallConference    call=cat    phone=ann
    Resume Call    phone=ben
    Expect Call Count    2    state=CallConference    phones=ann
    End All Calls    ann    ben    cat

It Splits Into Two Calls
    [Documentation]    Both are on hold then, and each can be resumed.
    Three In A Conference
    Split Conference    phone=ann
    Expect Call Count    2    state=CallHold    phones=ann
    Resume Call    call=cat    phone=ann
    Expect Call State    Connected    phone=cat
    End All Calls    ann    ben    cat

A Member Is Removed From The List
    [Documentation]    Manage lists the members; the removed one is out, the other talks on.
    Three In A Conference
    Press Soft Key    Manage    phone=ann
    Select Item    row 1    phone=ann
    Press Soft Key    Remove    phone=ann
    Expect Idle    ben
    Expect Call States    ann=Connected    cat=Connected    during=1 s
    End All Calls    ann    cat

The Host Leaves
    [Documentation]    With call.transferOnConferenceEnd the members go on with each other.
    Set Config    call.transferOnConferenceEnd=1    phone=ann
    Three In A Conference
    Press Soft Key    End Call    phone=ann
    Expect Idle    ann
    Expect Call States    ben=Connected    cat=Connected    during=1 s
    End Call    phone=ben


*** Keywords ***
Three In A Conference
    [Documentation]    Ann hosts ben and cat.
    Establish Call    ann    ben
    Start Conference    cat    phone=ann
    Answer Call    phone=cat
    Join Calls    phone=ann
    Expect Call Count    2    state=CallConference    phones=ann
    Expect Call States    ben=Connected    cat=Connected
