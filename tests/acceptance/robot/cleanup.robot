*** Settings ***
Documentation       What a test leaves is cleared, and said.

Library             PolyLibrary    timeout=5 s

Test Timeout        30 seconds


*** Test Cases ***
A Test That Leaves A Call Up
    [Documentation]    It passes, with a warning and a tag.
    Open Phones    alice    bob
    Establish Call    alice    bob

The Next Test Finds All Idle
    [Documentation]    At once, without waiting.
    Open Phones    alice    bob
    Expect Call States    alice=Idle    bob=Idle    timeout=0 s

A Test That Leaves A Held And A Ringing Call
    [Documentation]    Each is ended in the way it needs.
    Open Phones    alice    bob    carol
    Establish Call    alice    bob
    Hold Call    phone=alice
    Expect Call State    held here    phone=alice
    Dial    alice    phone=carol
    Expect Incoming Call    carol    phone=alice

And Again All Are Idle
    [Documentation]    After a held and a ringing call.
    Open Phones    alice    bob    carol
    Expect Call States    alice=Idle    bob=Idle    carol=Idle    timeout=0 s

A Clean Test
    [Documentation]    No tag, no warning.
    Open Phone    alice

A Test That Leaves A Value And Fails
    [Documentation]    The value is put back all the same.
    [Tags]    fails
    Open Phone    alice
    Set Config    up.backlight.timeout=33
    Fail    on purpose

The Next Test Finds The Old Value
    [Documentation]    The value of the failed test is gone.
    Open Phone    alice
    Get Config    up.backlight.timeout    !=    33

What At Test End Remembers
    [Documentation]    The last one runs first, before the phones are cleared and closed.
    Open Phones    alice    bob
    At Test End    Log    remembered first
    At Test End    Get Call State    ==    Connected    phone=alice
    At Test End    Log    remembered last
    Establish Call    alice    bob

What At Test End Remembers May Fail
    [Documentation]    It stops no other, and the test fails as with a failed teardown.
    [Tags]    fails
    At Test End    Log    remembered first
    At Test End    No Such Keyword
    At Test End    Fail    on purpose
    No Operation

A Phone Closed With Its Values
    [Documentation]    Close Phones puts back before it closes.
    Open Phone    alice
    Set Config    up.backlight.timeout=34
    Close Phones    alice
    Open Phone    alice
    Get Config    up.backlight.timeout    !=    34

Restore Config Puts Back At Once
    [Documentation]    Inside the test.
    Open Phone    alice
    ${before} =    Get Config    up.backlight.timeout
    Set Config    up.backlight.timeout=35
    Set Config    up.backlight.timeout=36
    Restore Config
    Expect Config    up.backlight.timeout    ${before}
