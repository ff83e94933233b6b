*** Settings ***
Documentation       Scenario 9: a key that watches another phone, pickup of a ringing call, park and fetch.
...                 The key's state is what the phone's own description says (uixml), for lamps cannot be read; how it
...                 is drawn beside the key is compared with approved pictures, and its label and colour are read.

Resource            bed.resource

Suite Setup         Ann Watches Ben On Key 3
Test Timeout        5 minutes

Test Tags           regression


*** Test Cases ***
A Key Watches A Phone
    [Documentation]    Idle, ringing, busy, held, and idle again.
    [Tags]    look
    Expect Line Key    3    idle    label=Watch Ben    phone=ann
    Expect Screen Text    Watch Ben    region=line 3    phone=ann
    Expect Baseline    watched phone idle    region=line 3    phone=ann
    Dial    ben    phone=cat
    Expect Incoming Call    cat    phone=ben
    Expect Line Key    3    ringing    phone=ann
    Expect Element    line:3    color=blue    phone=ann
    Answer Call    phone=ben
    Expect Line Key    3    busy    phone=ann
    Expect Element    line:3    color=red    phone=ann
    Expect Baseline    watched phone busy    region=line 3    phone=ann
    Hold Call    phone=ben
    Expect Line Key    3    held    phone=ann
    Resume Call    phone=ben
    Expect Line Key    3    busy    phone=ann
    End Call    phone=cat
    Expect Line Key    3    idle    phone=ann
    All Are Idle Again    ann    ben    cat

A Key Shows Do Not Disturb
    [Documentation]    And idle again when it is off.
    Set Do Not Disturb    on    phone=ben
    At Test End    Set Do Not Disturb    off    phone=ben
    Expect Line Key    3    dnd    phone=ann
    Set Do Not Disturb    off    phone=ben
    Expect Line Key    3    idle    label=Watch Ben    phone=ann
    All Are Idle Again    ann    ben    cat

The Key Tells The Truth After A Reboot
    [Documentation]    Ben begins to talk before ann is rebooted and stops after it.
    Establish Call    cat    ben
    Expect Line Key    3    busy    phone=ann
    Reboot Phone    phone=ann
    Expect Line Key    3    busy    label=Watch Ben    phone=ann
    End Call    phone=cat
    Expect Line Key    3    idle    phone=ann
    All Are Idle Again    ann    ben    cat

A Ringing Call Is Picked Up With The Key
    [Documentation]    Ben stops ringing, ann talks to the caller, and ben has not missed the call.
    Dial    ben    phone=cat
    Expect Incoming Call    cat    phone=ben
    Expect Line Key    3    ringing    phone=ann
    Press Line Key    3    phone=ann
    It Was Picked Up

A Ringing Call Is Picked Up By Star Code
    [Documentation]    *97 and the number, a code of the virtual exchange.
    ${ben} =    Get Phone Info    number    phone=ben
    Dial    ben    phone=cat
    Expect Incoming Call    cat    phone=ben
    Dial    *97${ben}    phone=ann
    It Was Picked Up

The Key Calls The Watched Phone
    [Documentation]    When nothing rings there.
    Press Line Key    3    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben

A Call Is Parked And Fetched By Star Code
    [Documentation]    *68 parks at a number, *88 fetches from it: codes of the virtual exchange.
    ${ben} =    Get Phone Info    number    phone=ben
    Establish Call    ben    cat
    Transfer Call    *68${ben}    phone=ben
    Expect Idle    ben
    Expect Call State    CallHeld    phone=cat
    Dial    *88${ben}    phone=ann
    Ann Talks To Cat
    All Are Idle Again    ann    ben    cat

A Call Is Parked And Fetched By Soft Keys
    [Documentation]    Park and Retrieve, which feature.callPark.enable puts on the screen.
    ${ben} =    Get Phone Info    number    phone=ben
    Set Config    feature.callPark.enable=1    phone=ann
    Set Config    feature.callPark.enable=1    phone=ben
    Establish Call    ben    cat
    Press Soft Key    Park    phone=ben
    Enter Text    ${ben}    phone=ben
    Press Soft Key    OK    phone=ben
    Expect Idle    ben
    Expect Call State    CallHeld    phone=cat
    Press Soft Key    Retrieve    phone=ann
    Enter Text    ${ben}    phone=ann
    Press Soft Key    OK    phone=ann
    Ann Talks To Cat
    Restore Config    phone=ann
    Restore Config    phone=ben
    All Are Idle Again    ann    ben    cat

A Removed Watch Leaves No Label
    [Documentation]    Neither key nor label.
    Set Line Key    3    off    phone=ann
    Expect Screen    idle    phone=ann
    Expect No Element    line:3    during=500 ms    phone=ann
    Expect No Element    text:Watch Ben    during=500 ms    phone=ann


*** Keywords ***
Ann Watches Ben On Key 3
    [Documentation]    Behind two keys of her own line.
    Open The Bed
    Set Config    reg.1.lineKeys=2    phone=ann
    Set Line Key    3    blf    ben    label=Watch Ben    phone=ann

It Was Picked Up
    [Documentation]    Ann and cat talk; ben is silent and has no missed call.
    Expect Idle    ben
    Ann Talks To Cat
    All Are Idle Again    ann    ben    cat
    Expect No Call Log Entry    Missed    cat    during=500 ms    phone=ben

Ann Talks To Cat
    [Documentation]    Until she ends it.
    Expect Call States    ann=Connected    cat=Connected    during=500 ms
    Expect Caller Id    cat    phone=ann
    End Call    phone=ann
    Expect Idle    ann    ben    cat
