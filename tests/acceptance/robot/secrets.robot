*** Settings ***
Documentation       Passing and failing tests that use the password in all ways; nothing of it may be logged.

Library             PolyLibrary    timeout=0.5 s

Test Timeout        30 seconds


*** Test Cases ***
Everything That Works
    [Documentation]    Requests of all kinds, a picture, the log.
    Open Phones    alice    bob
    Set Phone Log Level    0    rest    phone=alice
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob    timeout=5 s
    End All Calls
    Get Log    phone=alice
    Capture Screen    name=secret    phone=alice    timeout=10 s
    ${info} =    Get Phone Info    phone=alice
    Log    ${info}
    Call REST API    GET    /api/v1/mgmt/lineInfo    phone=alice

A Password Given As A Secret
    [Documentation]    Robot's Secret never shows itself.
    VAR    ${password: Secret} =    %{HAZELNUT}
    Open Phone    alice    password=${password}
    Get Call State    ==    Idle

A Secret Parameter
    [Documentation]    Set, read back, put into the log as stars.
    VAR    ${new: Secret} =    %{CHESTNUT}
    Open Phone    alice
    Set Config    reg.1.auth.password=${new}    timeout=10 s
    ${value} =    Get Config    reg.1.auth.password    timeout=10 s
    Log    ${value}

A Check That Fails
    [Documentation]    With evidence of both phones.
    [Tags]    fails
    Open Phones    alice    bob
    Expect Call State    Connected    phone=alice

A Request That Is Refused
    [Documentation]    The phone's own refusal.
    [Tags]    fails
    Open Phone    alice
    Call REST API    POST    /api/v1/callctrl/endCall    data={"Ref": "12"}

A Wrong Password
    [Documentation]    The lab's own password is not told in place of it.
    [Tags]    fails
    VAR    ${wrong: Secret} =    %{CHESTNUT}
    Open Phone    bob    password=${wrong}

A Caught Failure
    [Documentation]    The text of the error is logged as well.
    Open Phone    alice
    ${error} =    Run Keyword And Expect Error    *    Expect Call State    Connected
    Log    ${error}
