*** Settings ***
Documentation       Everything that touches a secret, on phones of all kinds of login; nothing of it may be left behind.

Library             PolyLibrary    timeout=10 s
Library             Crasher.py

Suite Setup         Take The Secrets

Test Timeout        60 seconds


*** Variables ***
@{PHONES}       old    new    edge


*** Test Cases ***
Requests, Pages And Pictures
    [Documentation]    Basic, Digest, web sessions.
    Open Phones    @{PHONES}
    FOR    ${phone}    IN    @{PHONES}
        Get Phone Info    model    phone=${phone}
        Get Log    phone=${phone}
        Capture Screen    name=${phone}    phone=${phone}
        Call REST API    GET    /api/v1/mgmt/lineInfo    phone=${phone}
    END

Secrets That The Phone Writes Into Its Own Log
    [Documentation]    At level 0 a phone logs the body of each request, passwords included.
    Open Phones    @{PHONES}
    FOR    ${phone}    IN    @{PHONES}
        Set Phone Log Level    0    rest    phone=${phone}
        Set Config    device.prov.password=${SECRET}    phone=${phone}
        Call REST API    POST    /api/v1/mgmt/config/set    data=${BODY}    phone=${phone}
        ${lines} =    Get Log    phone=${phone}
        Log Many    @{lines}
        Expect Log    JSON prepared    component=rest    phone=${phone}
        Get Config    device.prov.password    phone=${phone}
    END

Secrets In Threads
    [Documentation]    What keywords say and return there is told afterwards, in a table too.
    Open Phones    @{PHONES}
    On All Phones    Set Phone Log Level    0    rest
    FOR    ${phone}    IN    @{PHONES}
        Set Config    device.prov.password=${SECRET}    phone=${phone}
    END
    ${lines} =    On All Phones    Get Log
    Log    ${lines}
    At The Same Time    Get Log    phone=old    AND    Expect Log    JSON prepared    phone=new

Secrets In A Failure With Evidence
    [Documentation]    The last requests and the phone's log are kept, both have seen the secret.
    [Tags]    fails
    Open Phones    @{PHONES}
    FOR    ${phone}    IN    @{PHONES}
        Set Phone Log Level    0    rest    phone=${phone}
        Set Config    device.prov.password=${SECRET}    phone=${phone}
    END
    Expect Log    no such line    component=rest    phone=old    timeout=0.5 s

A Check Of The Log That Fails Shows The Log
    [Documentation]    The lines that were found instead.
    [Tags]    fails
    Open Phone    old
    Set Phone Log Level    0    rest
    Set Config    device.prov.password=${SECRET}
    Expect No Log    JSON prepared    component=rest    during=0.2 s

A Value That The Phone Refuses
    [Documentation]    The body comes back in the error.
    [Tags]    fails
    Open Phone    old
    Call REST API    POST    /api/v1/mgmt/config/set    data=${BAD BODY}

Pushes
    [Documentation]    Push has a password of its own, which the library makes.
    Open Phone    old
    Push Actions    Key:Home

The Configuration Is Exported
    [Documentation]    As JSON, into the output folder.
    Open Phone    old
    Set Config    device.prov.password=${SECRET}
    ${snapshot} =    Export Config    file=exported.json
    Log    ${snapshot}

Signing In To Skype
    [Documentation]    Refused, for these phones are no Skype phones.
    [Tags]    fails
    Open Phone    old
    Sign In To Skype    test@example.com    test@example.com    ${SECRET}    lock_code=${SECRET}

Passwords That Are Refused
    [Documentation]    By each kind of login.
    FOR    ${phone}    IN    @{PHONES}
        ${error} =    Run Keyword And Expect Error    *refuses the login*    Open Phone    ${phone}    password=${WRONG}
        Log    ${error}
    END

A Password As Plain Text
    [Documentation]    It stands in the test itself then; the library does not say it again.
    [Tags]    fails
    Open Phone    old    password=no-secret-at-all

A Crash In The Library
    [Documentation]    The error of somebody else, with all headers in it.
    [Tags]    fails
    Crash    at once

A Crash In Threads
    [Documentation]    The error of each phone stands in a table.
    [Tags]    fails
    Open Phones    @{PHONES}
    Break The Wire    at once
    TRY
        On All Phones    Get Call State
    FINALLY
        Mend The Wire
    END

A Crash With A Cause
    [Documentation]    The traceback shows the cause as well.
    [Tags]    fails
    Crash    from another

A Crash Of The Network
    [Documentation]    This one becomes an error of ours.
    [Tags]    fails
    Crash    as the network does

A Crash Of A Header
    [Documentation]    And this one.
    [Tags]    fails
    Crash    as a header does


*** Keywords ***
Take The Secrets
    [Documentation]    All come from the environment.
    # robocop: off=VAR05
    VAR    ${SECRET: Secret} =    %{CHESTNUT}    scope=SUITE
    VAR    ${WRONG: Secret} =    %{WALNUT}    scope=SUITE
    VAR    &{BODY} =    device.prov.password=${SECRET}    device.set=1    device.prov.password.set=1    scope=SUITE
    VAR    &{BAD BODY} =    log.render.level=99    device.prov.password=${SECRET}    scope=SUITE

Crash
    [Documentation]    Requests of each kind fail.
    [Arguments]    ${how}
    Open Phones    @{PHONES}
    Capture Screen    phone=edge
    Break The Wire    ${how}
    TRY
        Run Keyword And Continue On Failure    Get Call State    phone=edge    timeout=0.3 s
        # Where each request is tried again, one failure and its evidence take long enough.
        IF    '${how}' == 'as the network does'    RETURN
        Run Keyword And Continue On Failure    Get Call State    phone=old    timeout=0.3 s
        Run Keyword And Continue On Failure    Capture Screen    phone=edge    timeout=0.3 s
        Run Keyword And Continue On Failure
        ...    Set Config    device.prov.password=${SECRET}    phone=new    timeout=0.3 s
    FINALLY
        Mend The Wire
    END
