*** Settings ***
Documentation       During a call a swipe from left to right brings the line view (the FAQ's own swipe; where it
...                 begins and ends says the map of the model).

Library             PolyLibrary

Test Setup          Open Phones    alice    bob
Test Timeout        2 minutes


*** Test Cases ***
A Swipe During A Call Brings The Line View
    [Documentation]    The call goes on while the screen changes, and the log has the finger's way.
    Skip Unless Phone Can    touch    phone=alice
    Set Phone Log Level    0    pgui    phone=alice
    Establish Call    alice    bob
    Wait Until Screen Settles    masks=clock;timer    phone=alice
    Swipe    line view    phone=alice
    ${rest} =    Wait Until Screen Settles    masks=clock;timer    phone=alice
    Should Be True    $rest.changed is True    The screen did not change after the swipe: ${rest}
    Expect Log    state \= 1    state \= 0    component=pgui    phone=alice
    ${touches} =    Get Touches    phone=alice
    Length Should Be    ${touches}    1    The log has ${touches} where one swipe is meant.
    Capture Screen    name=line-view    phone=alice
    Expect Calls Unchanged    alice    bob    during=1 s
    End Call    phone=alice
    Expect Idle
