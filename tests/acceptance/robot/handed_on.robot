*** Settings ***
Documentation       Keywords that run others look at the arguments that they hand on; judged from outside.

Library             PolyLibrary    timeout=0.2 s    run_on_failure=nothing
Library             PolyLibrary    phone=alice    AS    alice

Suite Setup         Set Up
Test Timeout        20 seconds


*** Test Cases ***
Inner Of Ours At The End
    [Documentation]    It is refused when it is remembered, not when the test has ended.
    At Test End    Tap    70,34    tims=2
    Fail    reached

Inner Of Ours Expecting A Refusal
    [Documentation]    Nothing is sent to the phone.
    Expect Refusal    Call REST API    POST    /api/v1/callctrl/endCall    dat=x

Own At The End
    [Documentation]    The scope of what is remembered.
    At Test End    Log    bye    scop=suite

Own Expecting A Refusal
    [Documentation]    It would be sent as the data of the request.
    Expect Refusal    Call REST API    POST    /api/v1/callctrl/endCall    reaso=4007

Own Before The Keyword
    [Documentation]    There is no keyword of that name.
    At Test End    keywrd=Log    bye

Of A Bound Import
    [Documentation]    The keyword of another import of the library.
    At Test End    alice.Tap    70,34    tims=2

Words With An Equals Sign Are Words
    [Documentation]    Only what looks like an argument is refused.
    At Test End    Log    total=5
    At Test End    A Keyword Of The Suite    total=5    kind=x
    At Test End    Set Config    up.backlight.timeout=41    phone=alice
    At Test End    Get Config    up.backlight.timeout    !=    a=b
    Expect Refusal    Call REST API    POST    /api/v1/callctrl/endCall    data={"Ref": "x=1"}    reason=4007

An Argument Of The Inner Keyword That Has The Name Of Ours
    [Documentation]    The name= of Capture Screen is not the keyword's.
    At Test End    Capture Screen    name=at the end


*** Keywords ***
Set Up
    [Documentation]    One phone, and no doubt whose keywords are meant.
    Set Library Search Order    PolyLibrary
    Open Phone    alice

A Keyword Of The Suite
    [Documentation]    Takes words of all kinds.
    [Arguments]    @{words}
    Should Be Equal    ${words}    ${{["total=5", "kind=x"]}}
