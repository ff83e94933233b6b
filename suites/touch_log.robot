*** Settings ***
Documentation       A touch is written into the phone's own log with its coordinates (the FAQ's way to find them).

Library             PolyLibrary

Test Setup          Open Phone    alice
Test Timeout        2 minutes


*** Test Cases ***
The Touch Of More Is Logged With Its Point
    [Documentation]    The log has the point; the map of the model names what lies there. On a VVX 600 that is 438,254.
    Skip Unless Phone Can    touch
    Set Phone Log Level    0    pgui    rest
    Tap    more
    Expect Log    state \= 1, wheel \= 0    component=pgui
    ${touches} =    Get Touches
    Length Should Be    ${touches}    1
    Should Match Regexp    ${touches}[0][elements][0]    ^(more|soft key \\d)$

A Request Is Logged By The REST Handler
    [Documentation]    The phone writes what it was asked, as in the FAQ's excerpt.
    Set Phone Log Level    0    rest
    Tap    70,34
    Expect Log    Request's HTTP method POST    "Type": "Tap"    Returning from Handle.    component=rest
