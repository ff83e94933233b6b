*** Settings ***
Documentation       The second library without the first: the phones are those of the lab.

Library             PolyLibrary.Hands    timeout=5 s

Test Timeout        60 seconds


*** Test Cases ***
A Plug And A Key
    [Documentation]    No phone is open, none is needed.
    Unplug Phone    alice
    Plug In Phone    alice
    Touch By Hand    alice    key:Home
    Call From Outside    5550    to=alice
    Expect Outside Call    RingBack

A Test That Leaves It Unplugged
    [Documentation]    It is plugged in again all the same.
    Unplug Phone    alice

It Is Plugged In
    [Documentation]    The test before left it without power.
    Plug In Phone    alice
    Touch By Hand    alice    key:Home
