*** Settings ***
Documentation       Restarts and resets on one phone of each firmware, all of them at once; judged from outside.
...                 Each has a mate that calls it. Tests that list errors of all phones fail on purpose.

Library             Collections
Library             PolyLibrary    timeout=10 s    run_on_failure=nothing    auto_close=suite

Suite Setup         Set Up
Test Timeout        90 seconds


*** Variables ***
@{PHONES}       @{EMPTY}
@{MATES}        @{EMPTY}


*** Test Cases ***
All Are Ready
    [Documentation]    And they were not restarted.
    ${uptimes} =    On All Phones    Wait Until Phone Is Ready    timeout=20 s    phones=${PHONES}
    Tell    ${uptimes}

Ready Without The Restart That Is Wanted
    [Documentation]    Fails: none of them has restarted.
    On All Phones    Wait Until Phone Is Ready    restarted=yes    timeout=0.3 s    phones=${PHONES}

Reachable Although Unreachable Is Wanted
    [Documentation]    Fails: all of them answer.
    On All Phones    Expect Unreachable    timeout=0.3 s    phones=${PHONES}

No Restart While A Call Is Up
    [Documentation]    Fails: nothing is sent.
    On All Phones    Restart Phone    phones=${PHONES}

No Reboot While A Call Is Up
    [Documentation]    Fails: nothing is sent.
    On All Phones    Reboot Phone    phones=${PHONES}

No Reset Of Configuration While A Call Is Up
    [Documentation]    Fails: nothing is sent.
    On All Phones    Reset Config    all    phones=${PHONES}

No Factory Reset While A Call Is Up
    [Documentation]    Fails: nothing is sent.
    Reset All To Factory State

A Restart That Is Wanted During A Call
    [Documentation]    It comes when the call is over.
    On All Phones    Restart Phone    wait=no    during_call=yes    phones=${PHONES}
    On All Phones    Get Calls    state    ==    Offering    phones=${PHONES}
    On All Phones    End Call    phones=${MATES}
    On All Phones    Expect Unreachable    phones=${PHONES}
    ${uptimes} =    On All Phones
    ...    Wait Until Phone Is Ready
    ...    restarted=yes
    ...    timeout=40 s
    ...    phones=${PHONES}
    Tell    ${uptimes}

A Restart
    [Documentation]    The configuration is kept.
    On All Phones    Set Config    up.backlight.timeout=33    scope=never    phones=${PHONES}
    On All Phones    Restart Phone    timeout=40 s    phones=${PHONES}
    ${uptimes} =    On All Phones    Get Phone Info    uptime    phones=${PHONES}
    Tell    ${uptimes}
    On All Phones    Expect Config    up.backlight.timeout    33    source=web    phones=${PHONES}

A Reboot
    [Documentation]    The configuration is kept.
    On All Phones    Reboot Phone    timeout=40 s    phones=${PHONES}
    ${uptimes} =    On All Phones    Get Phone Info    uptime    phones=${PHONES}
    Tell    ${uptimes}
    On All Phones    Expect Config    up.backlight.timeout    33    source=web    phones=${PHONES}

A Reset Of One Source
    [Documentation]    Fails on firmware that cannot reset a source by itself.
    On All Phones    Reset Config    web    timeout=40 s    phones=${PHONES}

After The Reset Of One Source
    [Documentation]    It is gone where it could be reset.
    ${values} =    On All Phones    Get Config    up.backlight.timeout    phones=${PHONES}
    Tell    ${values}

A Reset Of All Sources
    [Documentation]    What provisioning gives stays: the line registers again.
    On All Phones    Set Config    up.backlight.timeout=33    scope=never    phones=${PHONES}
    On All Phones    Reset Config    all    timeout=40 s    phones=${PHONES}
    On All Phones    Expect Config    up.backlight.timeout    40    source=default    phones=${PHONES}
    ${uptimes} =    On All Phones    Wait Until Phone Is Ready    timeout=20 s    phones=${PHONES}
    Tell    ${uptimes}

A Factory Reset
    [Documentation]    It is waited for.
    Reset All To Factory State

After The Factory Reset
    [Documentation]    Fails: REST is switched off with everything else.
    On All Phones    Get Phone Info    phones=${PHONES}


*** Keywords ***
Set Up
    [Documentation]    The calls belong to the suite, so that no test ends them.
    Open Phones    @{PHONES}    @{MATES}
    FOR    ${phone}    ${mate}    IN ZIP    ${PHONES}    ${MATES}
        Dial    ${phone}    phone=${mate}
    END
    On All Phones    Expect Incoming Call    anyone    phones=${PHONES}

Tell
    [Documentation]    One line a phone.
    [Arguments]    ${found}
    FOR    ${phone}    ${value}    IN    &{found}
        Log    ${phone}: ${value}
    END

Reset All To Factory State
    [Documentation]    Each confirmed by its own name.
    VAR    @{words} =    @{EMPTY}
    FOR    ${phone}    IN    @{PHONES}
        Append To List    ${words}    Factory Reset Phone    ${phone}    timeout=40 s    phone=${phone}    AND
    END
    At The Same Time    @{words}[:-1]
