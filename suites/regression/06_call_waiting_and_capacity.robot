*** Settings ***
Documentation       Scenario 6: call waiting, its focus, switching it off, and a line with a limit on its calls.
...                 Screens and soft keys are read from the phone's own description (uixml); the second call that
...                 rings, and the one that is in focus after a swap, once on the pictures.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        4 minutes

Test Tags           regression


*** Test Cases ***
A Second Call Is Answered, Swapped And Ended
    [Documentation]    It shows with its caller, its soft keys act for it, and answering holds the first.
    [Tags]    look
    Establish Call    ann    ben
    Is Drawn In A Call    ann    ben    Connected
    A Second Call Rings
    Is Drawn Ringing    ann    cat
    Answer Call    via=soft key    call=cat    phone=ann
    Expect Call State    Connected    call=cat    phone=ann
    Expect Call State    held elsewhere    phone=ben
    Shows In A Call    ann    cat    Connected
    Swap Calls    phone=ann
    Expect Call States    ben=Connected    cat=held elsewhere
    Is Drawn In A Call    ann    ben    Connected
    End Call    call=ben    via=soft key    phone=ann
    Expect Idle    ben
    Expect Call State    held here    call=cat    phone=ann
    Resume Call    phone=ann
    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

A Second Call Is Ignored
    [Documentation]    The first call goes on undisturbed; the second one goes on ringing for its caller only.
    Establish Call    ann    ben
    A Second Call Rings
    Ignore Call    via=soft key    call=cat    phone=ann
    Expect Call State    RingBack    phone=cat
    Expect Call State    Connected    call=ben    lasting=1 s    phone=ann
    End Call    phone=cat
    Expect Call State    Connected    phone=ann
    Expect Call Log Entry    Missed    cat    phone=ann
    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

A Second Call Is Rejected
    [Documentation]    Its caller hears busy, the first call goes on.
    Establish Call    ann    ben
    A Second Call Rings
    Reject Call    via=soft key    call=cat    phone=ann
    Expect Call Failed    reason=Busy    phone=cat
    Expect Call States    ann=Connected    ben=Connected
    End Call    phone=ben
    All Are Idle Again    ann    ben    cat

A Ringing Call Does Not Take The Focus
    [Documentation]    What acts without naming a call acts for the one in talk.
    Establish Call    ann    ben
    A Second Call Rings
    Expect Call State    Connected    call=active    phone=ann
    Hold Call    phone=ann
    Expect Call States    ben=held elsewhere    cat=RingBack
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat

A Ringing Call Takes The Focus
    [Documentation]    The other rule, where a phone has it.
    Skip    No parameter of these phones moves the focus to a ringing call, so the rule can be tested off only.

Call Waiting Is Switched Off
    [Documentation]    The second caller is busy, and nothing appears.
    Set Config    call.callWaiting.enable=0    phone=ann
    Establish Call    ann    ben
    ${before} =    Mark Moment
    Dial    ann    phone=cat
    Expect Call Failed    reason=Busy    phone=cat
    Expect Calls Unchanged    ann    during=2 s    since=${before}
    Shows In A Call    ann    ben    Connected
    End Call    phone=ann
    All Are Idle Again    ann    ben    cat

A Line Takes No More Calls Than It May
    [Documentation]    Three calls are allowed on the key: three callers fill it, the fourth is busy.
    Set Config    reg.1.callsPerLineKey=3    phone=ann
    Establish Call    ben    ann
    Dial    ann    phone=cat
    Expect Incoming Call    cat    phone=ann
    Call From Outside    5550    to=ann
    Expect Incoming Call    5550    phone=ann
    Expect Call Count    3    phones=ann
    ${fourth} =    Call From Outside    5551    to=ann
    Expect Outside Call    Busy    call=${fourth}
    Expect Call Count    3    phones=ann
    Hang Up Outside
    Expect Call Count    2    phones=ann
    Call From Outside    5551    to=ann
    Expect Incoming Call    5551    phone=ann
    Hang Up Outside
    End All Calls    ann    ben    cat
    All Are Idle Again    ann    ben    cat


*** Keywords ***
A Second Call Rings
    [Documentation]    Cat calls: her number and name on the screen of ann, with the soft keys of a ringing call.
    Dial    ann    phone=cat
    Expect Incoming Call    cat    phone=ann
    Expect Screen    incoming call    phone=ann
    Rings With The Party    ann    cat
    Expect Soft Keys    Answer    Reject    Ignore    Forward    phone=ann
    Expect Call State    Connected    call=ben    phone=ann
