*** Settings ***
Documentation       A page of soft keys that a test turned is turned back, so that no later key is another one.

Library             PolyLibrary

Test Setup          Open Phones    alice    bob
Test Timeout        30 seconds


*** Test Cases ***
A Number Stands In The Redial List
    [Documentation]    What a wrong New Call would dial again.
    Dial    123    phone=alice
    Expect Call State    Connected    phone=alice
    End Call    phone=alice
    Expect Idle
    Tap    more    phone=alice

New Call Of The Next Test Is No Redial
    [Documentation]    Redial stands in the same cell of the page that the test before has left.
    Press Soft Key    New Call    phone=alice
    Expect Call State    Dialtone    phone=alice

A Turned Page Is Known Within A Test
    [Documentation]    More, then a key of the first page: the page is turned on until it is there.
    Tap    more    phone=alice
    Press Soft Key    New Call    phone=alice
    Expect Call State    Dialtone    phone=alice

A Call That Was Answered Between Two Looks Has Not Failed
    [Documentation]    Nobody looked at alice meanwhile; her list of placed calls knows that the call was answered.
    Dial    bob    phone=alice
    Answer Call    phone=bob
    Expect Call State    Connected    lasting=1 s    phone=bob
    End Call    phone=bob
    Expect Idle    bob
    Run Keyword And Expect Error    The call of alice * did not fail: it was *    Expect Call Failed    phone=alice

No Phone Is No Pass
    [Documentation]    Checks of all open phones need one.
    Close Phones
    Run Keyword And Expect Error    No phone is open.*    Expect Idle
    Run Keyword And Expect Error    No phone is open.*    Expect Call Count    0
    Run Keyword And Expect Error    No phone is open.*    End All Calls
