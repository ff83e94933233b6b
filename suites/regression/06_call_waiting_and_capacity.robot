*** Settings ***
Documentation       Scenario 6: call waiting, its focus, switching it off, and a line with a limit on its calls.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        4 minutes

Test Tags           regression


*** Test Cases ***
A Second Call Is Answered And Swapped
    [Documentation]    It shows with its caller, its soft keys act for it, and answering holds the first.
    Establish Call    ann    ben
    Dial    ann    phone=cat
    Expect Incoming Call    cat    phone=ann
    Expect Screen    incoming call    phone=ann
    Expect Soft Keys    Answer    Reject    Ignore    match=contains    phone=ann
    Expect Call State    Connected    call=ben    phone=ann
    Answer Call    via=soft key    call=cat    phone=ann
    Expect Call State    Connected    call=cat    phone=ann
    Expect Call State    held elsewhere    phone=ben
    Swap Calls    phone=ann
    Expect Call State    Connected    call=ben    phone=ann
    End All Calls    ann
    Expect Idle    ann    ben    cat

A Second Call Is Ignored
    [Documentation]    The first call goes on undisturbed.
    Establish Call    ann    ben
    Dial    ann    phone=cat
    Expect Incoming Call    cat    phone=ann
    Ignore Call    call=cat    phone=ann
    Expect Call State    Connected    call=ben    lasting=2 s    phone=ann
    End Call    phone=cat
    End Call    phone=ann

Call Waiting Is Switched Off
    [Documentation]    The second caller is busy, and nothing appears.
    Set Config    call.callWaiting.enable=0    phone=ann
    Establish Call    ann    ben
    ${before} =    Mark Moment
    Dial    ann    phone=cat
    Expect Call Failed    reason=Busy    phone=cat
    Expect Calls Unchanged    ann    during=2 s    since=${before}
    End Call    phone=ann

A Line Takes No More Calls Than It May
    [Documentation]    With two calls allowed on the key the third caller is busy.
    Set Config    reg.1.callsPerLineKey=2    phone=ann
    Open Phones Or Skip    dan
    Establish Call    ben    ann
    Dial    ann    phone=cat
    Expect Incoming Call    cat    phone=ann
    Dial    ann    phone=dan
    Expect Call Failed    reason=Busy    phone=dan
    Expect Call Count    2    phones=ann
    End All Calls    ann    ben    cat    dan
