*** Settings ***
Documentation       The FAQ's example: the provisioning server is set, read back, and put back when the test ends.

Library             PolyLibrary

Test Timeout        2 minutes


*** Variables ***
${PARAMETER}    device.prov.serverName


*** Test Cases ***
The Provisioning Server Is Set And Put Back
    [Documentation]    Set Config sends the two switches that device parameters need, and reads the value back.
    Open Phone    alice
    ${before} =    Get Config    ${PARAMETER}
    Set Config    ${PARAMETER}=10.252.149.102
    Expect Config    ${PARAMETER}    10.252.149.102    source=device
    Restore Config
    Expect Config    ${PARAMETER}    ${before}

A Value That A Test Leaves Is Put Back For The Next Test
    [Documentation]    This test leaves a value behind on purpose.
    Open Phone    alice
    Set Config    up.backlight.timeout=33
    Expect Config    up.backlight.timeout    33

The Next Test Finds The Old Value
    [Documentation]    What the test before set is gone.
    Open Phone    alice
    Get Config    up.backlight.timeout    !=    33
