*** Settings ***
Documentation       The packets that a phone has captured in the background are uploaded.

Library             OperatingSystem
Library             PolyLibrary

Test Timeout        60 seconds


*** Test Cases ***
A Phone That Captures Nothing Says So
    [Documentation]    The phone refuses, and the error says what to set.
    Open Phone    alice
    ${error} =    Run Keyword And Expect Error    *    Upload Packet Capture
    Should Contain    ${error}    Status 4003
    Should Contain    ${error}    Set Config${SPACE * 4}diags.pcap.enabled=1${SPACE * 4}diags.pcap.background.enabled=1
    Expect Refusal    Upload Packet Capture    reason=4003

The Capture Is Taken On This Machine
    [Documentation]    The file is one of packets, and the switches go back at the end.
    Open Phone    alice
    Set Config    diags.pcap.enabled=1    diags.pcap.background.enabled=1
    ${path} =    Upload Packet Capture    file=captures/alice.pcap
    ${bytes} =    Get Binary File    ${path}
    Should Be True    $bytes[:4] in (b'\\xd4\\xc3\\xb2\\xa1', b'\\xa1\\xb2\\xc3\\xd4')
    Should Be Equal    ${path}    ${OUTPUT_DIR}${/}captures${/}alice.pcap
    ${error} =    Run Keyword And Expect Error    *    Upload Packet Capture
    Should Contain    ${error}    Status 4006
    Should Contain    ${error}    the phone has no provisioning server: give url=, or file=
    ${error} =    Run Keyword And Expect Error    *    Upload Packet Capture    url=http://127.0.0.1:9/nobody
    Should Contain    ${error}    Status 5000
    Run Keyword And Expect Error    Upload Packet Capture takes url= or file=, not both.
    ...    Upload Packet Capture    url=http://127.0.0.1:9/nobody    file=a.pcap

The Switches Are Back
    [Documentation]    The configuration guard has put them back.
    Open Phone    alice
    Get Config    diags.pcap.enabled    ==    0
    Get Config    diags.pcap.background.enabled    ==    0
