*** Settings ***
Documentation       A wiped phone is out of reach for good: a process of its own.

Library             PolyLibrary

Test Timeout        1 minute


*** Test Cases ***
A Factory Reset Leaves A Phone Without REST
    [Documentation]    The keyword waits until the phone is back, and says in which state.
    Open Phone    alice
    Set Config    up.backlight.timeout=33
    Factory Reset Phone    alice
    Run Keyword And Expect Error    *the REST API of this phone seems to be switched off*    Get Phone Info
