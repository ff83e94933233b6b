*** Settings ***
Documentation       Phones of a fast fleet register again by themselves.

Library             PolyLibrary    timeout=10 s
Library             PolyLibrary.Hands

Test Timeout        60 seconds


*** Test Cases ***
The Server Comes Back
    [Documentation]    Up to half a minute of the phone's own time.
    Open Phones    alice    bob
    Set SIP Server    stopped
    Expect Registration    unregistered    phone=alice
    Set SIP Server    running
    Expect Registration    registered    phone=alice
    Expect Registration    registered    phone=bob
