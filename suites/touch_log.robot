*** Settings ***
Documentation       A touch is written into the phone's own log with its coordinates (the FAQ's way to find them).

Library             PolyLibrary

Test Setup          Open Phone    alice
Test Timeout        2 minutes


*** Test Cases ***
The Touch Of More Is Logged With Its Point
    [Documentation]    More of a VVX 600 lies at 438,254.
    Skip Unless Phone Can    touch
    Set Phone Log Level    0    pgui    rest
    Tap    more
    Expect Log    (x,y)\=(438,254), state \= 1, wheel \= 0    component=pgui
    ${touches} =    Get Touches
    Should Be Equal    ${touches}[0][point]    438,254
    List Should Contain More    ${touches}[0][elements]

A Request Is Logged By The REST Handler
    [Documentation]    The phone writes what it was asked, as in the FAQ's excerpt.
    Set Phone Log Level    0    rest
    Tap    70,34
    Expect Log    Request's HTTP method POST    "Type": "Tap"    Returning from Handle.    component=rest


*** Keywords ***
List Should Contain More
    [Documentation]    The element of the map is named for the point.
    [Arguments]    ${names}
    Should Contain    ${names}    more
