*** Settings ***
Documentation       Keys and actions by XML push on phones whose firmware has no key events.

Library             PolyLibrary

Test Timeout        30 seconds


*** Variables ***
${BEFORE}       ${NONE}


*** Test Cases ***
A Phone As It Is Found
    [Documentation]    For the comparison at the end.
    Open Phone    alice
    ${snapshot} =    Export Config
    VAR    ${BEFORE} =    ${snapshot}    scope=SUITE    # robocop: off=VAR05

Keys Are Pressed By Push
    [Documentation]    Each of them has its effect on the phone.
    Open Phones    alice    bob
    Press Key    Home    phone=alice
    Press Key    Handsfree    phone=alice
    Expect Call State    Dialtone    phone=alice
    Press Key    1    phone=alice
    Press Key    Dialpad0    times=2    phone=alice
    Tap    key:Dialpad2    phone=alice
    Press Key    Softkey1    phone=alice
    Expect Incoming Call    alice    phone=bob
    Press Key    Handsfree    phone=bob
    Expect Call States    alice=Connected    bob=Connected

Actions Are Pushed In Their Order
    [Documentation]    Tel: dials, CallAction: ends, Key: presses.
    Open Phones    alice    bob
    ${said} =    Push Actions    Tel:1002    phone=alice
    Should Be Equal    ${said}    taken by the phone
    Expect Incoming Call    alice    phone=bob
    Push Actions    Key:Handsfree    phone=bob
    Expect Call State    Connected    phone=alice
    ${ref} =    Get Calls    handle    phone=alice
    Push Actions    CallAction:EndCall;nCallReference=${ref}    priority=important    phone=alice
    Expect Idle    alice    bob

What No Phone Knows Is Refused
    [Documentation]    Before anything is sent; one bad action would make the phone drop the whole list.
    Open Phone    alice
    ${error} =    Run Keyword And Expect Error    *    Push Actions    Key:Home    Kee:Menu
    Should Start With    ${error}    'Kee:Menu' is no push action.
    ${error} =    Run Keyword And Expect Error    *    Push Actions    Key:Home    priority=urgent
    Should Start With    ${error}    There is no push priority 'urgent'.
    ${error} =    Run Keyword And Expect Error    *    Push Actions    Key:Home    prioity=High
    Should Contain    ${error}    'prioity' is no argument of

The Login Of Somebody Else Is Left Alone
    [Documentation]    Its password could not be put back; the refusal names both ways.
    Open Phone    alice
    Set Config    apps.push.username=Push    apps.push.messageType=5
    ${error} =    Run Keyword And Expect Error    *    Press Key    Home
    Should Contain    ${error}    simulateKeyEvent exists on VVX phones from firmware 6.0 on; this one runs 5.9
    Should Contain    ${error}    XML push (Key:): the phone has the push login of user 'Push'
    Get Config    apps.push.username    ==    Push

The Phone Is As It Was Found
    [Documentation]    The password that was made is gone as well.
    Open Phone    alice
    Expect Config Unchanged    ${BEFORE}
