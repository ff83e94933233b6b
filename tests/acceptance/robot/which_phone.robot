*** Settings ***
Documentation       With several phones open a keyword must say which one, unless one was chosen.

Library             PolyLibrary    timeout=0.2 s
Resource            errors.resource

Test Timeout        30 seconds


*** Test Cases ***
Without Any Phone
    [Documentation]    The first thing that goes wrong.
    ${error} =    Run Keyword And Expect Error    *    Tap    more
    Should Read    ${error}    No phone is open.    Next: \ Open Phone \ \ \ alice first.

The Only Phone Needs No Name
    [Documentation]    One phone is open.
    Open Phone    alice
    Get Call State    ==    Idle
    Get Phone Info    name    ==    alice

Two Phones Need A Name
    [Documentation]    The error names them.
    Open Phones    alice    bob
    ${error} =    Run Keyword And Expect Error    *    Get Call State
    Should Read    ${error}
    ...    2 phones are open: say which one with phone\=.
    ...    Seen: \ open: alice, bob.
    ...    Next: \ add phone\=<name>, or choose one with Switch Phone in this test or its suite's setup.
    Get Phone Info    name    ==    bob    phone=Bob

A Phone Chosen In This Test
    [Documentation]    Keywords without a name mean it; a name still wins.
    Open Phones    alice    bob
    Switch Phone    bob
    Get Phone Info    name    ==    bob
    Get Phone Info    name    ==    alice    phone=alice

The Choice Does Not Outlive Its Test
    [Documentation]    The test before chose bob.
    Open Phones    alice    bob
    Run Keyword And Expect Error    2 phones are open: say which one with phone=.*    Get Call State

A Phone Is Not Opened Twice
    [Documentation]    Under its own name, or as somebody else.
    Open Phone    alice
    ${error} =    Run Keyword And Expect Error    *    Open Phone    Alice
    Should Read    ${error}
    ...    A phone 'Alice' is open already.
    ...    Next: \ Switch Phone to it, or Close Phones first.
    Run Keyword And Expect Error    'carol' is named twice.*    Open Phones    carol    carol

All Phones Or None
    [Documentation]    One name is wrong: no phone is open afterwards.
    Run Keyword And Expect Error    There is no phone 'carl' in the virtual lab.*    Open Phones    alice    bob    carl
    Run Keyword And Expect Error    No phone is open.*    Get Call State

Roles Get Phones That Fit
    [Documentation]    A role of the test's own needs a requirement, and then gets a free phone.
    Open Phones    caller:VVX600    callee:VVX 600    alice
    ${caller} =    Get Phone Info    number    phone=caller
    ${callee} =    Get Phone Info    number    phone=callee
    Should Not Be Equal    ${caller}    ${callee}
    Dial    callee    phone=caller
    Expect Incoming Call    caller    phone=callee    timeout=5 s
    End All Calls

Closing A Phone Twice Is No Surprise
    [Documentation]    The same name given twice closes it once.
    Open Phones    alice    bob
    Close Phones    alice    Alice
    Get Phone Info    name    ==    bob
