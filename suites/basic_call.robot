*** Settings ***
Documentation       Two phones call each other: ring, answer, hold, resume, end. Runs on any lab that has alice and bob.

Library             PolyLibrary

Test Setup          Open Phones    alice    bob
Test Timeout        2 minutes


*** Test Cases ***
A Call Is Answered And Ended By The Caller
    [Documentation]    Both sides show each other's number, talk, and are idle afterwards.
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    Expect Caller Id    bob    phone=alice
    Answer Call    phone=bob
    Expect Call States    alice=Connected    bob=Connected
    End Call    phone=alice
    Expect Idle    alice    bob
    Expect Call Log Entry    Placed    bob    phone=alice
    Expect Call Log Entry    Received    alice    phone=bob

A Call Is Held And Resumed
    [Documentation]    The phone that holds and the one that is held say so in their own words.
    Establish Call    alice    bob
    Hold Call    phone=alice
    Expect Call States    alice=held here    bob=held elsewhere
    Resume Call    phone=alice
    Expect Call States    alice=Connected    bob=Connected    during=1 s
    End Call    phone=bob
    Expect Idle

A Call Is Rejected
    [Documentation]    The caller's call fails, and the callee finds it among the missed calls.
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    Reject Call    phone=bob
    Expect Call Failed    phone=alice
    Expect Idle    bob
    Expect Call Log Entry    Missed    alice    phone=bob

A Call Is Dialled By Hand
    [Documentation]    As a person would: on touch panels by the drawn dial pad, elsewhere by the keys.
    Dial    bob    via=keypad    phone=alice    timeout=60 s
    Expect Incoming Call    alice    phone=bob
    Answer Call    via=soft key    phone=bob    timeout=30 s
    Expect Call States    alice=Connected    bob=Connected
    Press Soft Key    End Call    phone=alice    timeout=30 s
    Expect Idle
