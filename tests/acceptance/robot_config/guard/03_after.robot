*** Settings ***
Documentation       The phone has what it had before.

Library             PolyLibrary

Suite Setup         Open Phone    alice


*** Test Cases ***
Nothing Has Changed
    [Documentation]    Against the snapshot of the first suite.
    Expect Config Unchanged    before.json

A Difference Is Told
    [Documentation]    With the old value and the new one; what may differ can be left out.
    Set Config    up.backlight.timeout=39    log.level.change.pps=1
    Run Keyword And Expect Error    *up.backlight.timeout: '40' -> '39'*
    ...    Expect Config Unchanged    before.json    ignore=log.*    timeout=0.3
    Expect Config Unchanged    before.json    ignore=up.backlight.* log.*
