*** Settings ***
Documentation       Phones that the lab file calls real, with commands for some of the hands.

Library             PolyLibrary    timeout=5 s
Library             PolyLibrary.Hands

Test Timeout        60 seconds


*** Test Cases ***
Commands Are Run
    [Documentation]    With what the keyword was given, each as one argument.
    Open Phones    alice    bob
    Unplug Phone    alice
    Plug In Phone    alice    wait=no
    Call From Outside    +49 30 1    to=bob    name=Mr. "X"; rm -rf
    Touch By Hand    alice    70,34    hold=500 ms
    Touch By Hand    alice    key:Home
    Touch By Hand    alice    68,121    end=320,156    duration=200 ms
    Lift Handset    alice
    Set SIP Server    stopped
    Leave Voicemail    to=bob    length=7 s
    Inject Fault    packet loss    phone=alice    rate=0.5
    Unplug Phone    bob

A Command That Fails
    [Documentation]    The lab is at fault.
    [Tags]    fails
    Open Phone    alice
    Put Down Handset    alice

Emergency Numbers
    [Documentation]    Nobody calls them from outside either.
    Open Phone    alice
    Run Keyword And Expect Error    *911*emergency number*    Call From Outside    5550    to=911

No Command For It
    [Documentation]    Skipped, with the reason.
    [Tags]    skipped
    Open Phone    bob
    Put Down Handset    bob
    Fail    it was not skipped

Nobody Sees The Caller
    [Documentation]    What a caller hears cannot be known.
    [Tags]    skipped
    Open Phone    alice
    Call From Outside    5550
    Expect Outside Call    Connected
    Fail    it was not skipped
