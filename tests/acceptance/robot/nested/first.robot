*** Settings ***
Documentation       The first suite of the folder makes things of its own.

Library             PolyLibrary

Suite Setup         Make What This Suite Uses


*** Test Cases ***
The Folder's Phone Is Open And Chosen
    [Documentation]    And has the value that the folder's setup set.
    Get Phone Info    name    ==    alice
    Get Config    up.backlight.timeout    ==    44
    Get Phone Info    name    ==    carol    phone=carol

A Test Chooses Another Phone
    [Documentation]    For itself alone.
    Switch Phone    carol
    Get Phone Info    name    ==    carol
    Set Config    up.backlight.timeout=46    phone=alice

The Folder's Choice Holds Again
    [Documentation]    With the folder's value.
    Get Phone Info    name    ==    alice
    Get Config    up.backlight.timeout    ==    44


*** Keywords ***
Make What This Suite Uses
    [Documentation]    A phone and a value of the suite's own.
    Open Phone    carol
    Set Config    up.idleTimeout=45    phone=alice
