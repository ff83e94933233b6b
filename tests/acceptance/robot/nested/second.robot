*** Settings ***
Documentation       The second suite finds what the folder made, and nothing of the first suite.

Library             PolyLibrary


*** Test Cases ***
The Folder's Phone Is Still Open And Chosen
    [Documentation]    With the folder's value; the first suite's phone and value are gone.
    Get Phone Info    name    ==    alice
    Get Config    up.backlight.timeout    ==    44
    Get Config    up.idleTimeout    !=    45
    Run Keyword And Expect Error    The phone 'carol' is not open.*    Get Call State    phone=carol
