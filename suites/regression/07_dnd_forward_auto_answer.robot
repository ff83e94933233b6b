*** Settings ***
Documentation       Scenario 7: Do Not Disturb by soft key, key and menu; forwarding of each kind; auto-answer.
...                 Icons are read from the phone's own description of its status bar.

Resource            bed.resource

Suite Setup         Open The Bed
Test Timeout        4 minutes

Test Tags           regression


*** Test Cases ***
Do Not Disturb By Soft Key
    [Documentation]    The icon appears, the caller is refused, the list says missed.
    Do Not Disturb Refuses Calls    soft key

Do Not Disturb By Menu
    [Documentation]    The same by the Home screen.
    Do Not Disturb Refuses Calls    menu

Forward Always
    [Documentation]    The target rings with the caller's identity; the forwarding phone does not ring.
    Set Forward    always    cat    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=cat
    Expect Idle    ben
    Expect Element    forward icon    phone=ben
    End Call    phone=ann
    Expect Idle    ann    cat

Forward When Busy
    [Documentation]    Only while the phone takes no second call (5551xxx answer on the virtual exchange).
    Set Config    call.callWaiting.enable=0    phone=ben
    Set Forward    busy    cat    phone=ben
    Dial    5551001    phone=ben
    Expect Call State    Connected    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=cat
    Expect Call Count    1    phones=ben
    End All Calls    ann    ben    cat

Forward When Nobody Answers
    [Documentation]    It rings here first, then there.
    Set Forward    no answer    cat    rings=1    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Expect Incoming Call    ann    phone=cat    timeout=20 s
    Expect Idle    ben
    End Call    phone=ann

Auto-Answer Connects Unpressed
    [Documentation]    The microphone is muted as configured.
    Set Config    call.autoAnswer.SIP=1    call.autoAnswer.micMute=1    phone=ben
    Dial    ben    phone=ann
    Expect Call States    ann=Connected    ben=Connected
    Expect Mute    on    phone=ben
    End Call    phone=ann

Everything Is As It Was
    [Documentation]    What a test sets is put back with it.
    ${before} =    Export Config    phone=ben
    Set Forward    always    cat    phone=ben
    Restore Config    phone=ben
    Expect Config Unchanged    ${before}    phone=ben

Forward By The Phone's Own Menu
    [Documentation]    The menu and the configuration agree, on and off. What is set at the phone itself (local)
    ...    wins over REST from then on, so it is dropped in the end.
    Set Forward    always    cat    via=menu    phone=ben
    Get Config    divert.fwd.1.enabled    ==    1    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=cat
    End Call    phone=ann
    Set Forward    always    off    via=menu    phone=ben
    Get Config    divert.fwd.1.enabled    ==    0    phone=ben
    [Teardown]    Reset Config    local    phone=ben


*** Keywords ***
Do Not Disturb Refuses Calls
    [Documentation]    On, a call, off, a call.
    [Arguments]    ${way}
    Set Do Not Disturb    on    via=${way}    phone=ben
    Expect Do Not Disturb    on    phone=ben
    Return To Idle    ben
    Expect Element    do not disturb icon    phone=ben
    Dial    ben    phone=ann
    Expect Call Failed    reason=Busy    phone=ann
    Expect Call Log Entry    Missed    ann    phone=ben
    Set Do Not Disturb    off    via=${way}    phone=ben
    Return To Idle    ben
    Expect No Element    do not disturb icon    phone=ben
