*** Settings ***
Documentation       Scenario 8: call lists, redial, the contact directory, by the phone's own screens.
...                 Rows are read from the phone's own description of its lists.

Resource            bed.resource

Suite Setup         Open The Bed
Test Timeout        4 minutes

Test Tags           regression


*** Test Cases ***
The Lists And The Screen Agree
    [Documentation]    A made, a missed and a received call: right list, right party, newest first on the screen.
    Establish Call    ann    ben
    End Call    phone=ann
    Expect Idle    ann    ben
    Dial    ann    phone=ben
    Expect Incoming Call    ben    phone=ann
    End Call    phone=ben
    Establish Call    ben    ann
    End Call    phone=ann
    Expect Call Log Entry    Placed    ben    phone=ann
    Expect Call Log Entry    Missed    ben    phone=ann
    Expect Call Log Entry    Received    ben    phone=ann
    Return To Idle    ann
    Expect Element    missed calls    phone=ann
    Open Screen    recent calls > missed    phone=ann
    Expect Screen    recent calls    phone=ann
    ${items} =    Get Screen    items    phone=ann
    Should Not Be Empty    ${items}
    Return To Idle    ann
    Expect No Element    missed calls    phone=ann

Dial From The List
    [Documentation]    The missed call is called back.
    Dial    ann    phone=ben
    Expect Incoming Call    ben    phone=ann
    End Call    phone=ben
    Expect Call Log Entry    Missed    ben    phone=ann
    Open Screen    recent calls > missed    phone=ann
    Select Item    row 1    phone=ann
    Press Soft Key    Dial    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    Expect Idle    ann    ben

Redial
    [Documentation]    The last number goes out again.
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    Return To Idle    ann    ben
    Press Soft Key    Redial    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann

Contacts Are Added, Searched And Deleted
    [Documentation]    A name with odd characters is found by its part.
    Open Screen    directory    phone=cat
    Expect Screen    directory    phone=cat
    Press Soft Key    Add    phone=cat
    Select Item    row 1    open=yes    phone=cat
    Enter Text    Zoë-Ünal    phone=cat
    Press Soft Key    OK    phone=cat
    Select Item    row 3    open=yes    phone=cat
    Enter Text    1005    phone=cat
    Press Soft Key    OK    phone=cat
    Press Soft Key    Save    phone=cat
    Expect Items    Zoë-Ünal    match=contains    phone=cat
    Press Soft Key    Search    phone=cat
    Enter Text    nal    phone=cat
    Press Soft Key    OK    phone=cat
    Expect Items    Zoë-Ünal    match=contains    phone=cat
    Select Item    Zoë-Ünal    phone=cat
    Press Soft Key    Delete    phone=cat
    Press Soft Key    Yes    phone=cat
    Return To Idle    cat
