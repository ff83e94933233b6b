*** Settings ***
Documentation       Scenario 3: hold on both sides, mute kept through hold, two calls swapped ten times, media counters.
...                 Words and soft keys of the screen are read from the phone's own description (uixml); the states of
...                 both sides and the swapped party once more on the pictures, where the mute icon is found as well.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
Both Sides Hold
    [Documentation]    The own hold wins on both phones; who resumes first is still held by the other.
    [Tags]    look
    Establish Call    ann    ben
    Hold Call    via=soft key    phone=ann
    Expect Call States    ann=held here    ben=held elsewhere
    Expect Soft Keys    CallHold    phone=ann
    Is Drawn In A Call    ann    ben    Hold
    Is Drawn In A Call    ben    ann    Held by other side
    Hold Call    via=key    phone=ben
    Expect Call States    ann=held here    ben=held here
    Shows In A Call    ben    ann    Hold
    Resume Call    via=soft key    phone=ann
    Expect Call States    ann=held elsewhere    ben=held here
    Shows In A Call    ann    ben    Held by other side
    Resume Call    via=line key    phone=ben
    Expect Call States    ann=Connected    ben=Connected    during=1 s
    Shows In A Call    ann    ben    Connected
    End Call    phone=ann
    All Are Idle Again    ann    ben

Mute Outlives Hold
    [Documentation]    Mute belongs to the phone: it is kept through hold, and gone with the last call.
    [Tags]    look
    Establish Call    ann    ben
    Set Mute    on    phone=ann
    Ann Is Muted
    Hold Call    phone=ann
    Expect Element    mute icon    phone=ann
    Resume Call    phone=ann
    Ann Is Muted
    Press Soft Key    Unmute    phone=ann
    Expect Mute    off    phone=ann
    Expect No Element    mute icon    during=500 ms    phone=ann
    Expect Soft Keys    Mute    match=contains    phone=ann
    Press Soft Key    Mute    phone=ann
    Ann Is Muted
    End Call    phone=ann
    Expect Idle    ann
    Establish Call    ann    ben
    Expect Mute    off    phone=ann
    End Call    phone=ben
    All Are Idle Again    ann    ben

Two Calls Are Swapped Ten Times
    [Documentation]    The second call comes on line key 2 and is answered with it; which call is in focus is checked
    ...    every time. In the end the held one is ended: a phone wants it resumed first.
    [Tags]    look
    Set Config    reg.1.lineKeys=2    reg.1.callsPerLineKey=1    phone=ann
    Establish Call    ann    ben
    Dial    ann    phone=cat
    Expect Incoming Call    cat    line=2    phone=ann
    Answer Call    call=cat    via=line key    phone=ann
    In Focus Is    cat    ben
    FOR    ${_}    IN RANGE    5
        Swap Calls    phone=ann
        In Focus Is    ben    cat
        Swap Calls    phone=ann
        In Focus Is    cat    ben
    END
    Is Drawn In A Call    ann    cat    Connected
    Expect Refusal    End Call    call=ben    phone=ann
    Resume Call    call=ben    phone=ann
    In Focus Is    ben    cat
    End Call    call=ben    phone=ann
    Expect Idle    ben
    Expect Call State    held here    call=cat    phone=ann
    End All Calls    ann
    All Are Idle Again    ann    ben    cat

Media Counters Freeze On Hold
    [Documentation]    What ann has received stands still while the call is held, and grows again afterwards.
    Establish Call    ann    ben
    Expect Media    both    phone=ann
    ${started} =    Received By Ann
    Expect Call State    Connected    lasting=1 s    phone=ann
    ${talked} =    Received By Ann
    Should Be True    ${talked} > ${started}    Nothing was received in a second of talk.
    Hold Call    phone=ann
    Expect Media    sending    phone=ann
    Expect Media    receiving    phone=ben
    ${held} =    Received By Ann
    Expect Call State    held here    lasting=1 s    phone=ann
    ${still} =    Received By Ann
    Should Be Equal    ${still}    ${held}    Packets were received on hold.
    Resume Call    phone=ann
    Expect Media    both    phone=ben
    Expect Call State    Connected    lasting=1 s    phone=ann
    ${resumed} =    Received By Ann
    Should Be True    ${resumed} > ${still}    Nothing was received after the call was resumed.
    End Call    phone=ann
    All Are Idle Again    ann    ben


*** Keywords ***
Ann Is Muted
    [Documentation]    By her calls, by the picture of her icon and by the soft key that takes it off.
    Expect Mute    on    phone=ann
    Expect Element    mute icon    phone=ann
    Expect Soft Keys    Unmute    match=contains    phone=ann

In Focus Is
    [Documentation]    One call is in talk and fills the screen, the other one is on hold; each far end knows.
    [Arguments]    ${talks}    ${waits}
    Expect Call State    Connected    call=${talks}    phone=ann
    Expect Call State    held here    call=${waits}    phone=ann
    Expect Call States    ${talks}=Connected    ${waits}=held elsewhere
    Shows In A Call    ann    ${talks}    Connected

Received By Ann
    [Documentation]    Packets of the one stream that she has.
    ${packets} =    Get Phone Status    sessions    0.Streams.0.PacketsReceived    phone=ann
    RETURN    ${packets}
