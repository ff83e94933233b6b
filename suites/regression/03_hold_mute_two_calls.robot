*** Settings ***
Documentation       Scenario 3: hold on both sides, mute kept through hold, two calls swapped ten times, media counters.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
Both Sides Hold
    [Documentation]    The own hold wins on both phones; who resumes first is still held by the other.
    Establish Call    ann    ben
    Hold Call    via=soft key    phone=ann
    Expect Call States    ann=held here    ben=held elsewhere
    Expect Soft Keys    Resume    match=contains    phone=ann
    Hold Call    via=key    phone=ben
    Expect Call States    ann=held here    ben=held here
    Resume Call    via=soft key    phone=ann
    Expect Call States    ann=held elsewhere    ben=held here
    Resume Call    via=line key    phone=ben
    Expect Call States    ann=Connected    ben=Connected    during=1 s
    End Call    phone=ann
    Expect Idle    ann    ben

Mute Outlives Hold
    [Documentation]    Mute belongs to the phone: it is kept through hold, and gone with the last call.
    Establish Call    ann    ben
    Set Mute    on    phone=ann
    Expect Mute    on    phone=ann
    Hold Call    phone=ann
    Resume Call    phone=ann
    Expect Mute    on    phone=ann
    End Call    phone=ann
    Expect Idle    ann
    Establish Call    ann    ben
    Expect Mute    off    phone=ann
    End Call    phone=ben

Two Calls Are Swapped Ten Times
    [Documentation]    The focused call is checked every time; in the end the held one is ended.
    Establish Call    ann    ben
    Dial    ann    phone=cat
    Expect Incoming Call    cat    phone=ann
    Answer Call    call=cat    phone=ann
    Expect Call State    held here    call=ben    phone=ann
    FOR    ${_}    IN RANGE    5
        Swap Calls    phone=ann
        Expect Call State    Connected    call=ben    phone=ann
        Expect Call State    held here    call=cat    phone=ann
        Swap Calls    phone=ann
        Expect Call State    Connected    call=cat    phone=ann
        Expect Call State    held here    call=ben    phone=ann
    END
    Resume Call    call=ben    phone=ann
    End Call    call=ben    phone=ann
    Expect Idle    ben
    End All Calls    ann
    Expect Idle    ann    ben    cat

Media Stops On Hold
    [Documentation]    What is sent and received is read from the media direction of the calls.
    Establish Call    ann    ben
    Expect Media    both    phone=ann
    Hold Call    phone=ann
    Expect Media    sending    phone=ann
    Expect Media    receiving    phone=ben
    Resume Call    phone=ann
    Expect Media    both    phone=ben
    End Call    phone=ann
