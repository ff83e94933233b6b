*** Settings ***
Documentation       A missed call: it enters the list of the phone, and its icon on the screen opens that list.

Library             PolyLibrary

Test Setup          Open Phones    alice    bob
Test Timeout        2 minutes


*** Test Cases ***
A Missed Call Is Shown And Its Icon Opens The List
    [Documentation]    alice gives up; bob's call log has the missed call; the icon is tapped and the screen changes.
    Set Phone Log Level    0    pgui    phone=bob
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    End Call    phone=alice
    Expect Idle    alice    bob
    Expect Call Log Entry    Missed    alice    count=1    phone=bob
    Wait Until Screen Settles    masks=clock    phone=bob
    Tap    missed calls    phone=bob
    ${rest} =    Wait Until Screen Settles    masks=clock    phone=bob
    Should Be True    $rest.changed is True    The screen did not change after the tap: ${rest}
    Expect Log    state \= 1    state \= 0    component=pgui    phone=bob
    ${touches} =    Get Touches    phone=bob
    Should Contain    ${touches}[0][elements]    missed calls
    Capture Screen    name=missed-calls    phone=bob
