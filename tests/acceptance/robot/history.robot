*** Settings ***
Documentation       What phones write into their lists, and calls that are there to be compared; judged from outside.

Library             PolyLibrary    timeout=3 s    run_on_failure=nothing

Test Timeout        30 seconds


*** Test Cases ***
A Call At A Mark
    [Documentation]    The clock is the phone's own.
    Open Phones    alice    bob
    ${called} =    Mark Moment
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    End Call    phone=alice
    Expect Call Log Entry    Missed    alice    at=${called}    phone=bob
    ${starts} =    Get Call Log    Missed    start    phone=bob
    ${time} =    Evaluate    $starts[0].strftime("%H:%M:%S")
    Expect Call Log Entry    Missed    alice    at=${time}    count=1    phone=bob
    ${minute} =    Evaluate    $starts[0].strftime("%H:%M")
    Expect Call Log Entry    Missed    alice    at=${minute}    phone=bob
    ${later} =    Evaluate    ($starts[0] + __import__("datetime").timedelta(minutes=3)).strftime("%H:%M")
    Run Keyword And Expect Error
    ...    The Missed list of bob*does not show an entry of alice (1001) at ${later}.*
    ...    Expect Call Log Entry    Missed    alice    at=${later}    timeout=0 s    phone=bob

No Time Of Day
    [Documentation]    A misspelt time is no time at all.
    Open Phone    alice
    Expect Call Log Entry    Missed    bob    at=noon

Nothing To Compare
    [Documentation]    Idle phones prove nothing.
    Open Phones    alice    bob
    Expect Calls Unchanged    during=0.2 s

Nothing To Compare Any More
    [Documentation]    The call has ended before the check.
    Open Phones    alice    bob
    Establish Call    alice    bob
    End Call    phone=alice
    Expect Idle    alice    bob
    Expect Calls Unchanged    alice    during=0.2 s

An Idle Phone Beside A Call
    [Documentation]    Carol is not disturbed.
    Open Phones    alice    bob    carol
    Establish Call    alice    bob
    Expect Calls Unchanged    during=0.2 s

No Call Since A Mark
    [Documentation]    The mark says that no call is right.
    Open Phones    alice    bob
    ${before} =    Mark Moment
    Expect Calls Unchanged    during=0.2 s    since=${before}
