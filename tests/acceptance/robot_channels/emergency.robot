*** Settings ***
Documentation       Emergency numbers by push and by keys, on phones that the lab file does not call emulated.

Library             PolyLibrary

Suite Setup         Open Phone    alice
Test Timeout        30 seconds


*** Test Cases ***
Numbers Are Judged
    [Documentation]    As those of Dial.
    FOR    ${action}    IN    Tel:911    tel:\\9-112;line1    SoftKey:Fetch;tel:999
        Run Keyword And Expect Error    *is an emergency number*    Push Actions    Key:Home    ${action}
    END
    Expect Idle    alice

Digits Are Collected Over Keys And Pushes
    [Documentation]    The digit that would complete the number is refused.
    Press Key    Handsfree
    Expect Call State    Dialtone
    Press Key    9
    Push Actions    Key:DialPad1
    Run Keyword And Expect Error    *911 is an emergency number*    Press Key    Dialpad1
    Run Keyword And Expect Error    *911 is an emergency number*    Push Actions    Key:1
