*** Settings ***
Documentation       Robot's own timeouts end a wait of ours, and the phone can be used again.

Library             PolyLibrary    timeout=3 s


*** Test Cases ***
A Test Timeout Ends A Wait
    [Documentation]    The keyword would have waited for 30 s.
    [Tags]    fails
    [Timeout]    1 second
    Open Phone    alice
    Expect Call State    Connected    timeout=30 s

A Keyword Timeout Ends A Wait
    [Documentation]    In a keyword of the suite.
    [Tags]    fails
    Open Phone    alice
    Wait For Long

The Phone Can Be Used Again
    [Documentation]    In the next test.
    Open Phone    alice
    Get Call State    ==    Idle
    Get Phone Info    name    ==    alice

A Timeout Inside A Request
    [Documentation]    The phone takes four seconds to answer.
    [Tags]    fails    hung
    [Timeout]    1 second
    Open Phone    hung
    Get Call State    timeout=10 s

A Request After It Gets Its Own Answer
    [Documentation]    And not the one that came late.
    [Tags]    hung
    [Timeout]    10 seconds
    Open Phone    hung
    Get Phone Info    mac    ==    0004f2aabbcc
    ${lines} =    Get Phone Status    lines
    Should Be Equal    ${lines}[0][Label]    1009

A Wait Ends With Its Own Limit Though The Phone Hangs
    [Documentation]    The limit of one request is cut to the keyword's.
    [Tags]    hung
    [Timeout]    10 seconds
    Open Phone    hung
    ${error} =    Run Keyword And Expect Error    *    Expect Call State    Idle    timeout=0.5 s
    Should Contain    ${error}    the phone did not answer in time
    Should Match Regexp    ${error}    in 0\\.[5-9] s \\(limit 0.5 s, set by timeout=\\)


*** Keywords ***
Wait For Long
    [Documentation]    Has a limit of its own.
    [Timeout]    0.5 seconds
    Expect Call State    Connected    timeout=30 s
