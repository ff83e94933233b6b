*** Settings ***
Documentation       Scenario 2: calls that come to nothing: invalid, busy, rejected, not answered, cancelled.
...                 The outcome is read from the calls and the call lists; the caller's screen from its description.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
An Invalid Number Is Told
    [Documentation]    The call ends by itself and says why.
    Dial    invalid    phone=ann
    Expect Call Failed    reason=Not Found    phone=ann
    Expect Call Log Entry    Placed    invalid    phone=ann
    Expect Idle    ann    timeout=10 s

A Busy Phone Never Rings
    [Documentation]    With call waiting off the second caller is busy, and nothing appears at the callee.
    Set Config    call.callWaiting.enable=0    phone=ben
    Establish Call    cat    ben
    ${before} =    Mark Moment
    Dial    ben    phone=ann
    Expect Call Failed    reason=Busy    phone=ann
    Expect Calls Unchanged    ben    during=5 s    since=${before}
    Expect Screen    active call    phone=ben
    Expect Call Log Entry    Missed    ann    phone=ben
    End Call    phone=cat

A Rejected Call Is A Missed Call
    [Documentation]    The caller hears busy; the callee's list says missed.
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Reject Call    via=soft key    phone=ben
    Expect Call Failed    reason=Busy    phone=ann
    Expect Call Log Entry    Missed    ann    phone=ben
    Expect Idle    ben

An Ignored Call Goes On For The Caller
    [Documentation]    Ignore silences here only; the caller cancels in the end, and the call counts as missed.
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Ignore Call    via=soft key    phone=ben
    Expect Call States    ann=RingBack    ben=Offering    during=2 s
    End Call    phone=ann
    Expect Idle    ann    ben
    Expect Call Log Entry    Missed    ann    phone=ben

A Cancelled Call Is A Missed Call
    [Documentation]    The caller gives up while it rings.
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    via=soft key    phone=ann
    Expect Idle    ann    ben
    Expect Call Log Entry    Missed    ann    phone=ben
    Expect No Call Log Entry    Received    ann    phone=ben
