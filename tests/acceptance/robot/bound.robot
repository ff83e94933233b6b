*** Settings ***
Documentation       A phone bound at import: several imports share the phones that are open.

Library             PolyLibrary
Library             PolyLibrary    phone=alice    AS    alice
Library             PolyLibrary    phone=bob    timeout=0.2 s    AS    bob

Test Timeout        30 seconds


*** Test Cases ***
A Call In Two Voices
    [Documentation]    No keyword needs phone=.
    PolyLibrary.Open Phones    alice    bob
    alice.Dial    bob
    bob.Expect Incoming Call    alice    timeout=5 s
    bob.Answer Call
    alice.Expect Call State    Connected
    bob.Get Phone Info    name    ==    bob
    alice.Get Phone Info    name    ==    bob    phone=bob
    alice.End Call
    PolyLibrary.Expect Idle    alice    bob

A Bound Phone That Is Not Open
    [Documentation]    Named as what it is.
    PolyLibrary.Open Phone    alice
    Run Keyword And Expect Error
    ...    The phone 'bob' is not open.\nNext: \ Open Phone \ \ \ bob first.
    ...    bob.Get Call State

The Unbound Import Still Asks
    [Documentation]    The other imports bind nothing for it.
    PolyLibrary.Open Phones    alice    bob
    Run Keyword And Expect Error    2 phones are open: say which one with phone=.*    PolyLibrary.Get Call State

A Failure Of A Bound Keyword
    [Documentation]    Its evidence is kept once, though three imports listen.
    [Tags]    fails
    PolyLibrary.Open Phones    alice    bob
    bob.Expect Call State    Connected

A Test That Leaves A Call Up
    [Documentation]    It is cleared once, though three imports listen.
    PolyLibrary.Open Phones    alice    bob
    PolyLibrary.Establish Call    alice    bob
