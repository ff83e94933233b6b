*** Settings ***
Documentation       Scenario 4: blind, semi-attended and attended transfers by soft key and by Transfer key, and those
...                 that fail. Who is shown to whom is read from the calls (REST) and from the phones' own description
...                 of their screens (uixml); the screens of an attended transfer, and what a phone says of one that
...                 fails, on the pictures.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
Blind
    [Documentation]    The target rings with the identity of the transferred party.
    [Template]    A Blind Transfer
    rest
    soft key
    key

Semi-Attended
    [Documentation]    Transfer again while the target rings.
    [Template]    A Semi-Attended Transfer
    soft key
    key

Attended
    [Documentation]    Talk first, then Transfer again.
    [Tags]    look
    [Template]    An Attended Transfer
    soft key
    key

Cancel Before Completing
    [Documentation]    Back to the first party, who is not lost.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Expect Incoming Call    ann    phone=cat
    Cancel Transfer    phone=ann
    Expect Idle    cat
    Ben Is Not Lost

The Target Rejects
    [Documentation]    The first party is on hold and can be resumed.
    [Tags]    look
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Expect Incoming Call    ann    phone=cat
    Reject Call    phone=cat
    Expect Screen Text    Busy    phone=ann
    Ben Is Resumed

The Target Is Busy
    [Documentation]    Cat talks to somebody else and takes no second call (5551xxx answers on the virtual exchange).
    [Tags]    look
    Set Config    call.callWaiting.enable=0    phone=cat
    Dial    5551001    phone=cat
    Expect Call State    Connected    phone=cat
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Expect Screen Text    Busy    phone=ann
    Expect Call Count    1    phones=cat
    Ben Is Resumed
    End All Calls    cat

The Target Hangs Up During The Consultation
    [Documentation]    The first party is still there.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Answer Call    phone=cat
    Expect Call State    Connected    call=cat    phone=ann
    End Call    phone=cat
    Ben Is Resumed

To A Phone That Is Not There
    [Documentation]    A blind transfer that fails leaves the first party on hold, and the phone says so.
    [Tags]    look
    Establish Call    ann    ben
    Expect Refusal    Transfer Call    invalid    type=blind    via=soft key    phone=ann
    Expect Screen Text    Transfer failed    phone=ann
    Ben Is Resumed


*** Keywords ***
A Blind Transfer
    [Documentation]    Ann is out of it as soon as cat rings; cat sees ben.
    [Arguments]    ${way}
    Establish Call    ann    ben
    Transfer Call    cat    type=blind    via=${way}    phone=ann
    Ben Talks To Cat Once She Answers

A Semi-Attended Transfer
    [Documentation]    Ann sees cat ring and lets go.
    [Arguments]    ${way}
    Establish Call    ann    ben
    Start Transfer    cat    via=${way}    phone=ann
    Expect Incoming Call    ann    phone=cat
    Expect Soft Keys    consult    phone=ann
    Complete Transfer    via=${way}    phone=ann
    Ben Talks To Cat Once She Answers

An Attended Transfer
    [Documentation]    Ann talks to cat while ben is held.
    [Arguments]    ${way}
    Establish Call    ann    ben
    Start Transfer    cat    via=${way}    phone=ann
    Answer Call    phone=cat
    Expect Call State    Connected    call=cat    phone=ann
    Expect Call State    held here    call=ben    phone=ann
    Expect Call State    held elsewhere    phone=ben
    Is Drawn In A Call    ann    cat    Connected
    ${_}    ${name} =    Number And Name    ben
    Expect Screen Text    Transfer ${name}    region=call state    phone=ann
    Expect Soft Keys    consult    by=picture    phone=ann
    Complete Transfer    via=${way}    phone=ann
    Is Drawn In A Call    ben    cat    Connected
    Ben Talks To Cat

Ben Talks To Cat Once She Answers
    [Documentation]    Cat rings with ben's identity, on her screen as well.
    Expect Incoming Call    ben    phone=cat
    Rings With The Party    cat    ben
    Expect Idle    ann
    Answer Call    phone=cat
    Ben Talks To Cat

Ben Talks To Cat
    [Documentation]    Ann is idle; ben and cat show each other.
    Expect Idle    ann
    Expect Call States    ben=Connected    cat=Connected    during=500 ms
    Expect Caller Id    ben    phone=cat
    Expect Caller Id    cat    phone=ben
    Shows In A Call    cat    ben    Connected
    Shows In A Call    ben    cat    Connected
    End Call    phone=cat
    All Are Idle Again    ann    ben    cat

Ben Is Resumed
    [Documentation]    He waits on hold until ann takes him back.
    Expect Call Count    1    state=CallHold    phones=ann
    Expect Call State    held elsewhere    phone=ben
    Resume Call    call=ben    phone=ann
    Ben Is Not Lost

Ben Is Not Lost
    [Documentation]    Ann and ben talk, and she ends it.
    Expect Call States    ann=Connected    ben=Connected    during=500 ms
    Shows In A Call    ann    ben    Connected
    End Call    phone=ann
    All Are Idle Again    ann    ben
