*** Settings ***
Documentation       On phones that the lab file does not call virtual, emergency numbers are refused everywhere,
...                 before anything is sent: the phone's own log proves it.

Library             PolyLibrary    timeout=2 s
Resource            errors.resource

Suite Setup         Open Phone With The Log Of Its Requests
Test Teardown       The Phone Never Heard Of It
Test Timeout        20 seconds


*** Variables ***
${SAFE}             safe_numbers: in the lab file.


*** Test Cases ***
Dialling
    [Documentation]    In every way of writing, by every way of dialling.
    ${error} =    Run Keyword And Expect Error    *    Dial    911
    Should Read    ${error}
    ...    911 is an emergency number; it is not dialled from a test.
    ...    Seen: \ nothing was sent to the phone.
    ...    Next: \ where the lab's exchange keeps such a call inside, list the number under ${SAFE}
    FOR    ${number}    IN    112    999    000    110    119    9-911    sip:911@pbx    tel:+112    0 112    +999
        Run Keyword And Expect Error    * is an emergency number*    Dial    ${number}
        Run Keyword And Expect Error    * is an emergency number*    Dial    ${number}    via=keypad
    END

Digits On The Dial Pad
    [Documentation]    Over several keywords; the digit that completes the number is not touched.
    Press Soft Key    New Call
    Expect Call State    Dialtone
    Dial Digits    91
    Run Keyword And Expect Error    911 is an emergency number*    Dial Digits    1    send=yes
    Press Soft Key    Cancel

Raw Requests And Parameters
    [Documentation]    What the phone would dial by itself counts as well.
    Run Keyword And Expect Error
    ...    911 is an emergency number*
    ...    Call REST API    POST    /api/v1/callctrl/dial    data={"Dest": "911", "Line": "1", "Type": "TEL"}
    Run Keyword And Expect Error
    ...    112 is an emergency number*
    ...    Call REST API    POST    /api/v1/mgmt/config/set    data={"divert.fwd.1.contact": "112"}
    Run Keyword And Expect Error    112 is an emergency number*    Set Config    divert.1.contact=112

Deflecting
    [Documentation]    Refused before the call is looked for.
    Run Keyword And Expect Error    110 is an emergency number*    Deflect Call    110

Other Numbers Are Dialled
    [Documentation]    A number that only looks like one; the log shows it, so it would show the others too.
    Dial    1911
    Expect Call Failed
    Expect Log    1911    component=rest


*** Keywords ***
Open Phone With The Log Of Its Requests
    [Documentation]    The phone writes each request that it gets.
    Open Phone    alice
    Set Phone Log Level    0    rest

The Phone Never Heard Of It
    [Documentation]    Its log of requests has no emergency number.
    ${lines} =    Get Log    component=rest
    ${text} =    Catenate    SEPARATOR=\n    @{lines}
    Should Not Match Regexp    ${text}    "(sip:|tel:|9-|0 |\\+)?(911|112|999|000|110|119)["@]
