*** Settings ***
Documentation       Scenario 9: a key that watches another phone, pickup of a ringing call, park and fetch.
...                 The key's state is what the phone's own description says: lamps cannot be read.

Resource            bed.resource

Suite Setup         Open The Bed
Test Timeout        5 minutes

Test Tags           regression


*** Test Cases ***
A Key Watches A Phone
    [Documentation]    Idle, ringing, busy, idle again; the truth survives a restart; a removed watch leaves no label.
    Set Line Key    2    blf    ben    label=Watch Ben    phone=ann
    Expect Line Key    2    idle    label=Watch Ben    phone=ann
    Dial    ben    phone=cat
    Expect Incoming Call    cat    phone=ben
    Expect Line Key    2    ringing    phone=ann
    Answer Call    phone=ben
    Expect Line Key    2    busy    phone=ann
    Restart Phone    phone=ann
    Expect Line Key    2    busy    timeout=20 s    phone=ann
    End Call    phone=cat
    Expect Line Key    2    idle    phone=ann
    Set Line Key    2    off    phone=ann
    Expect No Element    line:2    phone=ann

A Ringing Call Is Picked Up
    [Documentation]    By the star code of the virtual exchange, *97 and the number.
    ${ben} =    Get Phone Info    number    phone=ben
    Dial    ben    phone=cat
    Expect Incoming Call    cat    phone=ben
    Dial    *97${ben}    phone=ann
    Expect Idle    ben
    Expect Call State    Connected    phone=cat
    End All Calls    ann    cat
    Expect No Call Log Entry    Missed    cat    phone=ben

A Call Is Parked And Fetched
    [Documentation]    *68 parks at the own number, *88 fetches from it.
    ${cat} =    Get Phone Info    number    phone=cat
    Establish Call    ann    ben
    Transfer Call    *68${cat}    phone=ann
    Expect Idle    ann
    Expect Call State    CallHeld|Connected    phone=ben
    Dial    *88${cat}    phone=cat
    Expect Call States    ben=Connected    cat=Connected
    End Call    phone=cat
    Expect Idle    ben    cat
