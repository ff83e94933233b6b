*** Settings ***
Documentation       What the phone has before anything is set.

Library             PolyLibrary


*** Test Cases ***
The Configuration Is Exported
    [Documentation]    The snapshot goes into a file, for the suite that comes last.
    Open Phone    alice
    ${snapshot} =    Export Config    file=before.json
    Should Not Be Equal    ${snapshot}    ${None}
