*** Settings ***
Documentation       Scenario 2: calls that come to nothing: invalid, busy, rejected, not answered, cancelled.
...                 The outcome is read from the calls and the call lists (REST); its word on the caller's screen and
...                 the icon of missed calls are read and found on the pictures.

Resource            bed.resource

Test Setup          Open The Bed
Test Timeout        3 minutes

Test Tags           regression


*** Test Cases ***
An Invalid Number Is Told
    [Documentation]    The call ends by itself and says why.
    [Tags]    look
    Dial    invalid    phone=ann
    Expect Call Failed    reason=Not Found    phone=ann
    Expect Screen Text    Not Found    region=call state    phone=ann
    Expect Call Log Entry    Placed    invalid    phone=ann
    All Are Idle Again    ann

A Busy Phone Never Rings
    [Documentation]    With call waiting off the second caller is busy, and for 5 s nothing appears at the callee.
    Set Config    call.callWaiting.enable=0    phone=ben
    Establish Call    cat    ben
    ${before} =    Mark Moment
    Dial    ben    phone=ann
    Expect Call Failed    reason=Busy    phone=ann
    Expect Calls Unchanged    ben    during=5 s    since=${before}
    Shows In A Call    ben    cat    Connected
    Expect Call Log Entry    Missed    ann    phone=ben
    End Call    phone=cat
    All Are Idle Again    ann    ben    cat

A Rejected Call Is A Missed Call
    [Documentation]    The caller hears busy; the callee's list says missed.
    [Template]    Ben Rejects
    rest
    soft key

Nobody Answers
    [Documentation]    The callee ignores it for its time of ringing: the caller is told, and the call was missed.
    Set Config    call.offeringTimeOut=3    phone=ben
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Ignore Call    via=soft key    phone=ben
    Expect Call States    ann=RingBack    ben=Offering    during=1 s
    Expect Call Failed    reason=No answer    phone=ann
    All Are Idle Again    ann    ben
    Expect Call Log Entry    Missed    ann    count=1    phone=ben
    Expect No Call Log Entry    Received    ann    during=0 s    phone=ben

A Cancelled Call Is A Missed Call
    [Documentation]    The caller gives up while it rings.
    [Tags]    look
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    via=soft key    phone=ann
    All Are Idle Again    ann    ben
    Expect Element    missed calls    phone=ben
    Expect Call Log Entry    Placed    ben    phone=ann
    Expect Call Log Entry    Missed    ann    count=1    phone=ben
    Expect No Call Log Entry    Received    ann    during=0 s    phone=ben

An Answered Call Is No Missed Call
    [Documentation]    The counterpart: received, not missed.
    Establish Call    ann    ben
    End Call    phone=ben
    Expect Call Log Entry    Received    ann    count=1    phone=ben
    Expect No Call Log Entry    Missed    ann    during=0 s    phone=ben
    All Are Idle Again    ann    ben


*** Keywords ***
Ben Rejects
    [Documentation]    Busy here, missed there.
    [Arguments]    ${way}
    ${before} =    Mark Moment
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    Reject Call    via=${way}    phone=ben
    Expect Call Failed    reason=Busy    phone=ann
    Expect Call Log Entry    Missed    ann    since=${before}    phone=ben
    All Are Idle Again    ann    ben
