*** Settings ***
Documentation       Scenario 7: Do Not Disturb by soft key, key and menu; forwarding of each kind by menu, parameter
...                 and star code; auto-answer. The icons of both are found on the picture of the status bar, and
...                 proven gone on it. In the end ben's configuration is compared with what it was before.

Resource            bed.resource

Suite Setup         Open The Bed And Remember The Configuration
Suite Teardown      Everything Is As It Was
Test Timeout        4 minutes

Test Tags           regression


*** Variables ***
${BEFORE}    ben-before-scenario-7.json


*** Test Cases ***
Do Not Disturb
    [Documentation]    The icon appears, the caller is refused, the list says missed; off again by the same way.
    [Tags]    look
    [Template]    Do Not Disturb Refuses Calls
    soft key
    menu
    [Teardown]    Set Do Not Disturb    off    phone=ben

Do Not Disturb By Key
    [Documentation]    The key by XML push: these models have none of plastic, but know its name.
    Push Actions    Key:DoNotDisturb    phone=ben
    Expect Do Not Disturb    on    phone=ben
    Push Actions    Key:DoNotDisturb    phone=ben
    Expect Do Not Disturb    off    phone=ben

Do Not Disturb By Configuration
    [Documentation]    Parameters take the feature away and say where refused calls go; none switches it on.
    Skip    No parameter switches Do Not Disturb on: divert.dnd.* and feature.doNotDisturb.enable only shape it.

Do Not Disturb Without An Entry
    [Documentation]    As configured, refused calls do not stand among the missed ones.
    Set Config    call.missedCallTracking.1.enabled=0    phone=ben
    Set Do Not Disturb    on    phone=ben
    At Test End    Set Do Not Disturb    off    phone=ben
    Dial    ben    phone=ann
    Expect Call Failed    reason=Busy    phone=ann
    Expect No Call Log Entry    Missed    ann    during=1 s    phone=ben

Do Not Disturb That Sends Calls On
    [Documentation]    With divert.dnd the callers of a phone that is not to be disturbed reach another one.
    ${cat} =    Get Phone Info    number    phone=cat
    Set Config    divert.dnd.1.enabled=1    divert.dnd.1.contact=${cat}    phone=ben
    Set Do Not Disturb    on    phone=ben
    At Test End    Set Do Not Disturb    off    phone=ben
    A Call Of Ann Reaches Cat

Forward Always
    [Documentation]    The target rings with the caller's identity; the forwarding phone does not ring.
    [Tags]    look
    Forward Always Sends Calls On    config

Forward When Busy
    [Documentation]    Only while the phone takes no second call (5551xxx answers on the virtual exchange).
    Forward When Busy Sends Calls On    config

Forward When Nobody Answers
    [Documentation]    It rings here first, for one ring of 6 s, then there.
    Forward After A Ring Sends Calls On    config

Forward Always By Menu
    [Documentation]    The same by the phone's own menu, which wins over REST from here on.
    [Tags]    look
    Forward Always Sends Calls On    menu

Forward When Busy By Menu
    [Documentation]    The same by the phone's own menu.
    Forward When Busy Sends Calls On    menu

Forward When Nobody Answers By Menu
    [Documentation]    The same by the phone's own menu.
    Forward After A Ring Sends Calls On    menu

Forward By Star Code
    [Documentation]    At the exchange: *72 and the number, *73 takes it away.
    [Tags]    look
    ${cat} =    Get Phone Info    number    phone=cat
    Dial The Code    *72${cat}
    Expect Element    forward icon    phone=ben
    A Call Of Ann Reaches Cat
    Dial The Code    *73
    Expect No Element    forward icon    during=500 ms    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

Auto-Answer Connects Unpressed
    [Documentation]    The microphone is muted as configured.
    [Template]    Ben Answers By Himself
    1    on
    0    off


*** Keywords ***
Open The Bed And Remember The Configuration
    [Documentation]    Nothing is set yet.
    Open The Bed
    Export Config    file=${BEFORE}    phone=ben

Everything Is As It Was
    [Documentation]    What ben's own menus have set (local) wins over REST from then on, so it is dropped. Push, which
    ...    pressed the key, is put back by the library when the suite is over.
    Reset Config    local    phone=ben
    Expect Config Unchanged    ${BEFORE}    ignore=apps.push.*    phone=ben
    All Are Idle Again    ann    ben    cat

Do Not Disturb Refuses Calls
    [Documentation]    On, a call, off, a call.
    [Arguments]    ${way}
    ${before} =    Mark Moment
    Set Do Not Disturb    on    via=${way}    phone=ben
    Expect Do Not Disturb    on    phone=ben
    Return To Idle    ben
    Expect Element    do not disturb icon    phone=ben
    Dial    ben    phone=ann
    Expect Call Failed    reason=Busy    phone=ann
    Expect No Incoming Call    during=500 ms    since=${before}    phone=cat
    Expect Call Log Entry    Missed    ann    since=${before}    phone=ben
    Set Do Not Disturb    off    via=${way}    phone=ben
    Return To Idle    ben
    Expect No Element    do not disturb icon    during=500 ms    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben

Forward Always Sends Calls On
    [Documentation]    On, a call, off, a call.
    [Arguments]    ${way}
    Set Forward    always    cat    via=${way}    phone=ben
    Get Config    divert.fwd.1.enabled    ==    1    phone=ben
    Return To Idle    ben
    Expect Element    forward icon    phone=ben
    A Call Of Ann Reaches Cat
    Set Forward    always    off    via=${way}    phone=ben
    Get Config    divert.fwd.1.enabled    ==    0    phone=ben
    Return To Idle    ben
    Expect No Element    forward icon    during=500 ms    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

A Call Of Ann Reaches Cat
    [Documentation]    With ann's identity, and ben does not ring.
    ${before} =    Mark Moment
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=cat
    Rings With The Party    cat    ann
    Expect Calls Unchanged    ben    during=500 ms    since=${before}
    End Call    phone=ann
    All Are Idle Again    ann    cat

Forward When Busy Sends Calls On
    [Documentation]    Ben's call stays the only one that he has.
    [Arguments]    ${way}
    Set Config    call.callWaiting.enable=0    phone=ben
    Set Forward    busy    cat    via=${way}    phone=ben
    Return To Idle    ben
    Dial    5551001    phone=ben
    Expect Call State    Connected    phone=ben
    A Call Of Ann Reaches Cat
    Expect Call Count    1    phones=ben
    End All Calls    ben
    Set Forward    busy    off    via=${way}    phone=ben
    Return To Idle    ben
    All Are Idle Again    ben

Forward After A Ring Sends Calls On
    [Documentation]    Ben has rung for about 6 s when cat rings.
    [Arguments]    ${way}
    Set Forward    no answer    cat    rings=1    via=${way}    phone=ben
    Return To Idle    ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Expect Call State    Offering    lasting=4 s    phone=ben
    Expect Incoming Call    ann    phone=cat    timeout=5 s
    Expect Idle    ben
    End Call    phone=ann
    Set Forward    no answer    off    via=${way}    phone=ben
    Return To Idle    ben
    All Are Idle Again    ann    ben    cat

Dial The Code
    [Documentation]    The exchange answers and hangs up by itself.
    [Arguments]    ${code}
    Dial    ${code}    phone=ben
    Expect Call State    Connected    phone=ben
    Expect Idle    ben

Ben Answers By Himself
    [Documentation]    Nobody presses anything.
    [Arguments]    ${configured}    ${muted}
    Set Config    call.autoAnswer.SIP=1    call.autoAnswer.micMute=${configured}    phone=ben
    Dial    ben    phone=ann
    Expect Call States    ann=Connected    ben=Connected
    Expect Mute    ${muted}    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben
