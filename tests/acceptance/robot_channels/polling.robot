*** Settings ***
Documentation       What phones tell by XML polling: switched on when it is asked for, and put back.

Library             PolyLibrary

Test Timeout        60 seconds


*** Test Cases ***
All Three Handlers Tell What REST Tells
    [Documentation]    Who the phone is, how it is connected, its lines.
    Open Phone    alice
    ${mac} =    Get Phone Info    mac
    Get Phone Status    polled device    mac    ==    ${mac}
    Get Phone Status    polled device    model    ==    VVX 600
    Get Phone Status    polled device    firmware    >=    5.9
    ${ip} =    Get Phone Status    device    IPV4Address
    Get Phone Status    Polled-Network    ip    ==    ${ip}
    Get Phone Status    polled network    dhcp    ==    True
    Get Phone Status    polled calls    0.number    ==    1001
    Get Phone Status    polled calls    0.active    ==    False
    Get Config    apps.statePolling.responseMode    ==    0

A Call From Both Sides
    [Documentation]    Both phones show the call with its party and state, and the caller has the star.
    Open Phones    alice    bob
    Establish Call    alice    bob
    Get Phone Status    polled calls    0.calls.0.word    ==    Connected    phone=alice
    Get Phone Status    polled calls    0.calls.0.called.number    ==    1002    phone=alice
    Get Phone Status    polled calls    0.calls.0.incoming    ==    True    phone=bob
    Get Phone Status    polled calls    0.calls.0.calling.number    ==    1001    phone=bob
    Get Phone Status    polled calls    0.calls.0.focused    ==    True    phone=alice
    ${ref} =    Get Phone Status    calls v2    0.CallHandle    phone=alice
    Get Phone Status    polled calls    0.calls.0.ref    ==    ${ref}    phone=alice
    End Call    phone=alice

It Is Put Back With The Configuration
    [Documentation]    After that, asking switches it on anew.
    Open Phone    alice
    Get Phone Status    polled device
    Restore Config
    Get Config    apps.statePolling.username    ==    ${EMPTY}
    Get Config    apps.statePolling.responseMode    ==    1
    Get Phone Status    polled device    model    ==    VVX 600

The Login Of Somebody Else Is Left Alone
    [Documentation]    Its password could not be put back.
    Open Phone    carol
    Set Config    apps.statePolling.username=somebody
    ${error} =    Run Keyword And Expect Error    *    Get Phone Status    polled calls
    Should Contain    ${error}    XML polling cannot be used.
    Should Contain    ${error}    the phone has the polling login of user 'somebody'
    ${error} =    Run Keyword And Expect Error    *    Get Phone Status    poled calls
    Should Contain    ${error}    did you mean 'polled calls'
