*** Settings ***
Documentation       A run on phones of another process.

Library             PolyLibrary    timeout=5 s

Test Timeout        30 seconds


*** Test Cases ***
Everyday
    [Documentation]    Requests, a page, a picture.
    VAR    ${secret: Secret} =    %{CHESTNUT}
    Open Phones    old    new
    Set Config    device.prov.password=${secret}    phone=old
    Get Log    phone=new
    Capture Screen    phone=new
    Push Actions    Key:Home    phone=old

A Failure With Evidence
    [Documentation]    The last requests are kept.
    [Tags]    fails
    VAR    ${secret: Secret} =    %{CHESTNUT}
    Open Phone    old
    Set Config    device.prov.password=${secret}
    Expect Call State    Connected    timeout=0.2 s
