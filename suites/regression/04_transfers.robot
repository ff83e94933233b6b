*** Settings ***
Documentation       Scenario 4: blind, semi-attended and attended transfers by soft key and by Transfer key, and those
...                 that fail. Who is shown to whom is read from the calls.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
Blind By REST
    [Documentation]    The target rings with the identity of the transferred party.
    A Blind Transfer    rest

Blind By Soft Key
    [Documentation]    Transfer, Blind, the number, Send.
    A Blind Transfer    soft key

Blind By Key
    [Documentation]    The Transfer key starts it.
    A Blind Transfer    key

Semi-Attended By Soft Key
    [Documentation]    Transfer again while the target rings.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Expect Call State    Offering    phone=cat
    Complete Transfer    phone=ann
    Ben Talks To Cat Once She Answers

Attended By Soft Key
    [Documentation]    Talk first, then Transfer again.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Answer Call    phone=cat
    Expect Call State    Connected    call=cat    phone=ann
    Expect Call State    held here    call=ben    phone=ann
    Complete Transfer    phone=ann
    Ben Talks To Cat

Attended By Key
    [Documentation]    The Transfer key starts and completes it.
    Establish Call    ann    ben
    Start Transfer    cat    via=key    phone=ann
    Answer Call    phone=cat
    Complete Transfer    via=key    phone=ann
    Ben Talks To Cat

Cancel Before Completing
    [Documentation]    Back to the first party, who is not lost.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Expect Call State    Offering    phone=cat
    Cancel Transfer    phone=ann
    Expect Call States    ann=Connected    ben=Connected    during=1 s
    Expect Idle    cat
    End Call    phone=ann

The Target Rejects
    [Documentation]    The first party is on hold and can be resumed.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Expect Incoming Call    ann    phone=cat
    Reject Call    phone=cat
    Expect Call State    held here    call=ben    phone=ann
    Resume Call    call=ben    phone=ann
    Expect Call States    ben=Connected    during=1 s
    End Call    phone=ben

The Target Is Busy
    [Documentation]    A number that is always busy (of the virtual exchange): the first party stays.
    Establish Call    ann    ben
    Start Transfer    5552001    phone=ann
    Expect Call State    held here    call=ben    phone=ann
    Expect Call State    held elsewhere    phone=ben
    End All Calls    ann
    Expect Idle    ann    ben

The Target Hangs Up During The Consultation
    [Documentation]    The first party is still there.
    Establish Call    ann    ben
    Start Transfer    cat    phone=ann
    Answer Call    phone=cat
    Expect Call State    Connected    call=cat    phone=ann
    End Call    phone=cat
    Expect Call Count    1    state=CallHold    phones=ann
    Resume Call    call=ben    phone=ann
    Expect Call State    Connected    phone=ben
    End Call    phone=ann


*** Keywords ***
A Blind Transfer
    [Documentation]    Ann is out of it as soon as cat rings; cat sees ben.
    [Arguments]    ${way}
    Establish Call    ann    ben
    Transfer Call    cat    type=blind    via=${way}    phone=ann
    Ben Talks To Cat Once She Answers

Ben Talks To Cat Once She Answers
    [Documentation]    Cat rings with ben's identity.
    Expect Incoming Call    ben    phone=cat
    Expect Idle    ann
    Answer Call    phone=cat
    Ben Talks To Cat

Ben Talks To Cat
    [Documentation]    Ann is idle; ben and cat show each other.
    Expect Idle    ann
    Expect Call States    ben=Connected    cat=Connected    during=1 s
    Expect Caller Id    ben    phone=cat
    Expect Caller Id    cat    phone=ben
    End Call    phone=cat
    Expect Idle    ann    ben    cat
