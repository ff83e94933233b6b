*** Settings ***
Documentation       Calls between virtual phones: every keyword about calls, and what it refuses.

Library             PolyLibrary
Resource            errors.resource

Suite Setup         Open Phones    alice    bob    carol
Test Timeout        60 seconds


*** Test Cases ***
Get Calls Gives Typed Values
    [Documentation]    Durations and numbers compare as such.
    Establish Call    alice    bob
    Get Calls    state    ==    Connected    phone=alice
    Get Calls    name    ==    Bob    phone=alice
    Get Calls    number    ==    1001    phone=bob
    Get Calls    direction    ==    Incoming    phone=bob
    Get Calls    duration    <    10    phone=alice
    Get Calls    line    >=    1    phone=alice
    ${calls} =    Get Calls    phone=alice
    Length Should Be    ${calls}    1
    ${handle} =    Get Calls    handle    phone=alice
    Get Call State    ==    Connected    call=${handle}    phone=alice
    Get Call State    then    value.lower()    phone=alice
    Get Calls    line    validate    value == 1    phone=alice
    End All Calls

A Failed Inline Assertion
    [Documentation]    Names the value and its type.
    ${error} =    Run Keyword And Expect Error    *    Get Call State    ==    Connected    phone=alice
    Should Read    ${error}
    ...    call state of alice 'Idle' (str) should be 'Connected' (str)
    ...    Next: \ a Get keyword looks once; an Expect keyword waits.
    ${error} =    Run Keyword And Expect Error    *    Get Phone Info    uptime    >    soon    phone=alice
    Should Start With    ${error}    uptime of alice is a duration; 'soon' cannot be compared with it.
    Run Keyword And Expect Error    my own words*    Get Call State    ==    Connected    my own words    phone=alice

Two Calls On One Phone
    [Documentation]    Which one is meant must be said.
    Establish Call    alice    bob
    Establish Call    alice    carol
    Expect Call Count    2    phones=alice
    Expect Call State    held here    call=bob    phone=alice
    Expect Call State    Connected    call=carol    phone=alice
    Get Call State    ==    CallHold    call=held    phone=alice
    Get Call State    ==    Connected    call=active    phone=alice
    ${error} =    Run Keyword And Expect Error    *    Get Call State    phone=alice
    Should Match Regexp
    ...    ${error}
    ...    ^alice \\(VVX 600, [^)]*\\) has 2 calls: say which one with call=\\.\nSeen: \ its calls now: .*1002.*1003
    Swap Calls    phone=alice
    Expect Call State    Connected    call=bob    phone=alice
    End Call    call=bob    phone=alice
    Expect Idle    bob
    End Call    call=all    phone=alice
    Expect Idle

Mute And Tones
    [Documentation]    Mute belongs to a call.
    Expect Refusal    Set Mute    on    phone=alice    reason=4007
    Establish Call    alice    bob
    Set Mute    on    phone=alice
    Expect Mute    on    phone=alice
    Set Mute    off    phone=alice
    Expect Mute    off    phone=alice
    Send DTMF    12*#    phone=alice
    Expect Media    both    phone=alice
    Hold Call    phone=alice
    Expect Call State    held elsewhere    phone=bob
    End Call    phone=bob
    Expect Idle

What Expect Refusal Does Not Take For A Refusal
    [Documentation]    Only the phone's own word counts.
    ${error} =    Run Keyword And Expect Error    *    Expect Refusal    Get Call State    phone=alice
    Should Read    ${error}    'Get Call State' was not refused by the phone.    Seen: \ it passed.
    Run Keyword And Expect Error    There is no open phone 'bobb'.*    Expect Refusal    Set Mute    on    phone=bobb
    Run Keyword And Expect Error    There is no element 'mor'*    Expect Refusal    Tap    mor    phone=alice
    ${error} =    Run Keyword And Expect Error    *    Expect Refusal    Set Mute    on    phone=alice    reason=4003
    Should Start With    ${error}    'Set Mute' was refused for another reason than 4003.

A Sequence Of States
    [Documentation]    An ordered part of what was seen; exact on request.
    ${before} =    Mark Moment
    Dial    bob    phone=alice
    Expect Incoming Call    alice    name=Alice    line=1    phone=bob
    Expect Call State    RingBack    phone=alice
    Answer Call    phone=bob
    Expect Call State    Connected    lasting=0.3 s    phone=alice
    Expect Calls Unchanged    alice    bob    during=0.5 s
    End Call    phone=alice
    Expect Call Sequence    RingBack    Connected    Idle    phone=alice
    Expect Call Sequence    Offering    Connected    since=${before}    phone=bob
    ${error} =    Run Keyword And Expect Error
    ...    *
    ...    Expect Call Sequence    Connected    RingBack    phone=alice    timeout=0 s
    Should Contain    ${error}    did not go through Connected > RingBack.
    Should Contain    ${error}    RingBack > Connected

No Incoming Call
    [Documentation]    Proven by looks and by the phone's own lists.
    ${mark} =    Mark Moment
    Expect No Incoming Call    during=0.3 s    since=${mark}    phone=carol
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    Run Keyword And Expect Error
    ...    A call from alice (1001) rang at bob *, but none was expected.\nSeen: *Offering*
    ...    Expect No Incoming Call    alice    during=0.2 s    phone=bob
    Expect No Incoming Call    carol    during=0.2 s    phone=bob
    Ignore Call    phone=bob
    End Call    phone=alice
    Expect Idle
    Expect Call Log Entry    Missed    alice    count=1    phone=bob
    Expect No Call Log Entry    Missed    carol    during=0.2 s    phone=bob
    Run Keyword And Expect Error
    ...    The Missed list of bob *shows alice (1001), but should not.*
    ...    Expect No Call Log Entry    Missed    alice    during=0.2 s    phone=bob

Calls That Fail
    [Documentation]    Busy, unknown, and one that does not fail.
    ${error} =    Run Keyword And Expect Error    *    Expect Call Failed    phone=alice
    Should Read    ${error}
    ...    alice (VVX 600, 5.9.3.2857, virtual) has not dialled in this test.
    ...    Next: \ Dial first; then expect the call to fail.
    Dial    5552000    phone=alice
    Expect Call Failed    phone=alice
    Dial    invalid    phone=alice
    Expect Call Failed    phone=alice
    Dial    123    phone=alice
    Expect Call State    Connected    phone=alice
    Run Keyword And Expect Error
    ...    The call of alice *to 123 did not fail: it was connected.*
    ...    Expect Call Failed    phone=alice    timeout=0 s
    End All Calls

Deflecting And Touch
    [Documentation]    By what is drawn on the screen.
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    Deflect Call    carol    phone=bob
    Expect Incoming Call    anyone    phone=carol
    Answer Call    via=soft key    phone=carol
    Expect Call States    alice=Connected    carol=Connected    bob=Idle
    Press Soft Key    End Call    phone=carol
    Expect Idle

What Cannot Be Asked Yet
    [Documentation]    Refused with the reason.
    Dial    invalid    phone=alice
    ${error} =    Run Keyword And Expect Error    *    Expect Call Failed    reason=busy    phone=alice
    Should Read    ${error}
    ...    alice (VVX 600, 5.9.3.2857, virtual) cannot tell why a call failed.
    ...    Seen: \ mgmt/uixml exists on VVX phones from firmware 6.0 on and it runs 5.9.3.2857.
    ...    Next: \ leave reason\= and text\= out.
    Expect Idle    alice

Absence In The Log Needs The Levels
    [Documentation]    What would not be written is not proven absent.
    ${error} =    Run Keyword And Expect Error    *    Expect No Log    x    component=pgui    phone=alice
    Should Read    ${error}
    ...    Nothing is proven: alice (VVX 600, 5.9.3.2857, virtual) does not write lines of 'pgui' below level 4.
    ...    Seen: \ a line of level 0 would be hidden.
    ...    Next: \ Set Phone Log Level \ \ \ 0 \ \ \ pgui first, or say level\= of the line.
    Set Phone Log Level    0    pgui    phone=alice
    Expect No Log    no such line    component=pgui    during=0.2 s    phone=alice
    Tap    70,34    phone=alice
    Run Keyword And Expect Error
    ...    The log of alice *has a line '(x,y)=(70,34)', but should not.*
    ...    Expect No Log    (x,y)\=(70,34)    component=pgui    during=0.5 s    phone=alice

A Tap Without Effect Is Told
    [Documentation]    No change at all is a result of its own.
    Wait Until Screen Settles    masks=clock    phone=carol
    Tap    479,150    phone=carol
    ${rest} =    Wait Until Screen Settles    masks=clock    phone=carol
    Should Be Equal    ${rest.changed}    ${False}
    Capture Screen    name=at rest    phone=carol
    File Should Be There    carol-at_rest.png

Status Topics
    [Documentation]    Values have types.
    Get Phone Status    device    FirmwareRelease    ^=    5.9    phone=alice
    Get Phone Status    lines    0.Label    ==    Alice    phone=alice
    ${network} =    Get Phone Status    network    phone=alice
    Should Not Be Empty    ${network}
    Run Keyword And Expect Error    lines of alice is a list of *    Get Phone Status    lines    Label    phone=alice


*** Keywords ***
File Should Be There
    [Documentation]    In Robot's output folder.
    [Arguments]    ${name}
    ${there} =    Evaluate    pathlib.Path($OUTPUT_DIR, $name).is_file()
    Should Be True    ${there}
