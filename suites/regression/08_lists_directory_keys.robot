*** Settings ***
Documentation       Scenario 8: call lists, redial, the contact directory and speed dial keys, by the phone's own
...                 screens. Rows, values and badges are read from the phone's own description (uixml), the lists once
...                 more by REST; title and rows of the three lists are read on the pictures as well, where the icon of
...                 missed calls is found.

Library             Collections
Resource            bed.resource

Suite Setup         Open The Bed
Test Teardown       Return To Idle
Test Timeout        4 minutes

Test Tags           regression


*** Test Cases ***
The Lists And The Screen Agree
    [Documentation]    Two made, two missed, two received: in their lists, newest first, with the count as a badge.
    [Tags]    look
    [Setup]    Clear The Lists Of Ann
    ${cleared} =    Mark Moment
    Calls Of All Kinds With    ben    ${cleared}
    Calls Of All Kinds With    cat    ${cleared}
    ${_}    ${ben} =    Number And Name    ben
    ${_}    ${cat} =    Number And Name    cat
    ${icons} =    Get Screen    icons    phone=ann
    Should Be Equal    ${icons}[missed]    2
    Expect Element    missed calls    phone=ann
    FOR    ${kind}    IN    Missed    Received    Placed
        Open Screen    recent calls > ${kind}    phone=ann
        Expect Screen    recent calls    phone=ann
        Expect Screen Text    ${kind} Calls    region=title    phone=ann
        Expect Items    ${cat}    ${ben}    phone=ann
        Expect Screen Text    ${cat}    region=row 1    phone=ann
        Expect Screen Text    ${ben}    region=row 2    phone=ann
        REST And Screen Agree    ${kind}    ${cleared}
    END
    Return To Idle    ann
    Expect No Element    missed calls    during=500 ms    phone=ann

Details Of A Call
    [Documentation]    Name, number, line, date, time and, of a call that was answered, its duration.
    [Setup]    Clear The Lists Of Ann
    ${cleared} =    Mark Moment
    Establish Call    ben    ann
    Expect Call State    Connected    lasting=1 s    phone=ann
    End Call    phone=ben
    Expect Idle    ann    ben
    ${number}    ${name} =    Number And Name    ben
    Open Screen    recent calls > received    phone=ann
    Press Soft Key    Info    phone=ann
    Expect Items    Name    Number    Line    Date    Time    phone=ann
    Expect Element    text:${name}    phone=ann
    Expect Element    text:${number}    phone=ann
    ${log} =    Get Call Log    Received    since=${cleared}    phone=ann
    Expect Element    text:${{$log[-1]['start'].strftime('%H:%M')}}    phone=ann
    Select Item    Duration    phone=ann
    ${duration} =    Evaluate    "{:02}:{:02}".format(*divmod($log[-1]["duration"].seconds, 60))
    Expect Element    text:${duration}    phone=ann

Dial From The List
    [Documentation]    The missed call is called back.
    [Setup]    Clear The Lists Of Ann
    A Missed Call From    ben
    Open Screen    recent calls > missed    phone=ann
    Select Item    row 1    phone=ann
    Press Soft Key    Dial    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    Expect Idle    ann    ben

One Entry Is Deleted, Then All
    [Documentation]    On the screen and by REST.
    [Setup]    Clear The Lists Of Ann
    ${cleared} =    Mark Moment
    A Missed Call From    ben
    A Missed Call From    cat
    ${number}    ${ben} =    Number And Name    ben
    ${_}    ${cat} =    Number And Name    cat
    Open Screen    recent calls > missed    phone=ann
    Expect Items    ${cat}    ${ben}    phone=ann
    Select Item    ${cat}    phone=ann
    Press Soft Key    Delete    phone=ann
    Expect Items    ${ben}    phone=ann
    ${left} =    Get Call Log    Missed    number    since=${cleared}    phone=ann
    Should Be Equal    ${left}    ${{[$number]}}
    Press Soft Key    Clear    phone=ann
    Press Soft Key    Yes    phone=ann
    Expect Items    phone=ann
    Expect No Call Log Entry    Missed    during=0 s    since=${cleared}    phone=ann

Redial
    [Documentation]    The last number goes out again.
    Dial    ben    phone=ann
    Expect Incoming Call    ann    phone=ben
    End Call    phone=ann
    All Are Idle Again    ann    ben
    Press Soft Key    Redial    phone=ann
    Expect Incoming Call    ann    phone=ben
    Expect Caller Id    ben    phone=ann
    End Call    phone=ann
    Expect Idle    ann    ben

Contacts Are Added, Found, Sorted, Edited And Deleted
    [Documentation]    Names with odd characters; a part of a name finds several.
    [Setup]    Open Screen    directory    phone=ann
    ${ben} =    Get Phone Info    number    phone=ben
    Add A Contact    Zoë    Ünal-Ángström    5551001
    Add A Contact    Ann-Sofie    O'Neil & Söhne    ${ben}
    Sort Contacts By    Last, First
    Expect Items    O'Neil & Söhne, Ann-Sofie    Ünal-Ángström, Zoë    phone=ann
    Sort Contacts By    First Last
    Expect Items    Ann-Sofie O'Neil & Söhne    Zoë Ünal-Ángström    phone=ann
    A Search Finds    n    Ann-Sofie O'Neil & Söhne    Zoë Ünal-Ángström
    Press Soft Key    Back    phone=ann
    A Search Finds    ünal    Zoë Ünal-Ángström
    Press Soft Key    Edit    phone=ann
    Fill In    First Name    Zoé
    Press Soft Key    Save    phone=ann
    Expect Items    Zoé Ünal-Ángström    phone=ann
    Press Soft Key    Back    phone=ann
    Delete The Contact    Zoé Ünal-Ángström    Ann-Sofie O'Neil & Söhne
    Delete The Contact    Ann-Sofie O'Neil & Söhne
    [Teardown]    Reset Config    local    phone=ann

A Contact Is Called, And A Call Is Transferred To It
    [Documentation]    From the directory, on the idle screen and while a transfer is under way.
    [Setup]    Open Screen    directory    phone=ann
    ${cat} =    Get Phone Info    number    phone=cat
    Add A Contact    Zoë    Ünal    ${cat}
    Select Item    row 1    phone=ann
    Press Soft Key    Dial    phone=ann
    Expect Incoming Call    ann    phone=cat
    End All Calls    ann    cat
    Establish Call    ann    ben
    Press Soft Key    Transfer    phone=ann
    Press Soft Key    Directory    phone=ann
    Press Soft Key    Dial    phone=ann
    Expect Incoming Call    ann    phone=cat
    Complete Transfer    phone=ann
    Answer Call    phone=cat
    Expect Call States    ben=Connected    cat=Connected    during=500 ms
    End Call    phone=ben
    All Are Idle Again    ben    cat
    Expect Idle    ann
    Open Screen    directory    phone=ann
    Delete The Contact    row 1

Speed Dial Key 5
    [Documentation]    Favorites stand behind the keys of the lines: with four of those the first is key 5.
    Set Config    reg.1.lineKeys=4    phone=ann
    ${ben} =    Get Phone Info    number    phone=ben
    Open Screen    directory    phone=ann
    Add A Contact    Sales    Desk    ${ben}    place=1
    Return To Idle    ann
    Expect Line Key    5    idle    label=Sales Desk    phone=ann
    Press Line Key    5    phone=ann
    Expect Incoming Call    ann    phone=ben
    Expect Caller Id    ben    phone=ann
    End Call    phone=ann
    All Are Idle Again    ann    ben
    Open Screen    directory    phone=ann
    Delete The Contact    row 1
    Return To Idle    ann
    Expect No Element    line:5    during=500 ms    phone=ann


*** Keywords ***
Clear The Lists Of Ann
    [Documentation]    By her own screens; nothing is asked where a list is empty.
    Return To Idle    ann
    FOR    ${kind}    IN    missed    received    placed
        Open Screen    recent calls > ${kind}    phone=ann
        ${items} =    Get Screen    items    phone=ann
        IF    ${items}
            Press Soft Key    Clear    phone=ann
            Press Soft Key    Yes    phone=ann
        END
        Expect Items    phone=ann
    END
    Return To Idle    ann

Calls Of All Kinds With
    [Documentation]    One made, one missed, one received.
    [Arguments]    ${party}    ${since}
    Establish Call    ann    ${party}
    End Call    phone=ann
    A Missed Call From    ${party}
    Establish Call    ${party}    ann
    End Call    phone=ann
    All Are Idle Again    ann    ${party}
    Expect Call Log Entry    Placed    ${party}    count=1    since=${since}    phone=ann
    Expect Call Log Entry    Missed    ${party}    count=1    since=${since}    phone=ann
    Expect Call Log Entry    Received    ${party}    count=1    since=${since}    phone=ann

A Missed Call From
    [Documentation]    The caller gives up.
    [Arguments]    ${party}
    Dial    ann    phone=${party}
    Expect Incoming Call    ${party}    phone=ann
    End Call    phone=${party}
    All Are Idle Again    ann

REST And Screen Agree
    [Documentation]    The same names in the same order, newest first on the screen, oldest first by REST.
    [Arguments]    ${kind}    ${since}
    ${names} =    Get Call Log    ${kind}    name    since=${since}    phone=ann
    Reverse List    ${names}
    ${items} =    Get Screen    items    phone=ann
    Lists Should Be Equal    ${items}    ${names}

Add A Contact
    [Documentation]    In the directory that is open: Add, the form, Save.
    [Arguments]    ${first}    ${last}    ${number}    ${place}=${EMPTY}
    Press Soft Key    Add    phone=ann
    Fill In    First Name    ${first}
    Fill In    Last Name    ${last}
    Fill In    Contact    ${number}
    IF    $place    Fill In    Favorite Index    ${place}
    Press Soft Key    Save    phone=ann
    Get Screen    title    ==    Contact Directory    phone=ann

Fill In
    [Documentation]    One row of the form of a contact.
    [Arguments]    ${row}    ${text}
    Select Item    ${row}    open=yes    phone=ann
    Enter Text    ${text}    phone=ann
    Press Soft Key    OK    phone=ann
    Get Screen    texts    contains    ${text}    phone=ann

Sort Contacts By
    [Documentation]    By the phone's own menu, then back in the directory.
    [Arguments]    ${order}
    Set Menu Value    Settings > Basic > Preferences > Directory Sort Order    ${order}    phone=ann
    Open Screen    directory    phone=ann

A Search Finds
    [Documentation]    In the directory that is open.
    [Arguments]    ${text}    @{names}
    Press Soft Key    Search    phone=ann
    Enter Text    ${text}    phone=ann
    Press Soft Key    OK    phone=ann
    Expect Items    @{names}    phone=ann

Delete The Contact
    [Documentation]    In the directory that is open; the others are left.
    [Arguments]    ${row}    @{others}
    Select Item    ${row}    phone=ann
    Press Soft Key    Delete    phone=ann
    Press Soft Key    Yes    phone=ann
    Expect Items    @{others}    phone=ann
