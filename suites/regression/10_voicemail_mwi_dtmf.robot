*** Settings ***
Documentation       Scenario 10: messages, their icon and count, listening by DTMF, and tones with * and #. Needs a
...                 mailbox (`can=voicemail`): without one the suite is skipped and says so. The count is read from the
...                 phone's own description (uixml); the icon is found on the picture, and proven gone on it, and the
...                 digits are read there.

Resource            bed.resource

Suite Setup         Open A Mailbox And Two Phones
Test Timeout        4 minutes

Test Tags           regression


*** Variables ***
${PIN}    1234


*** Test Cases ***
A Message Is Left By A Caller
    [Documentation]    Nobody answers, so the mailbox does: 20 s after it began to ring, on the virtual exchange.
    [Tags]    look
    Dial    box    phone=ben
    Expect Incoming Call    ben    phone=box
    Expect Call State    Connected    phone=ben    timeout=30 s
    Expect Idle    box
    Expect Call State    Connected    lasting=4 s    phone=ben
    End Call    phone=ben
    Expect Message Waiting    1    timeout=60 s    phone=box
    Expect Element    voicemail icon    phone=box
    Expect Call Log Entry    Missed    ben    phone=box

A Message Is Heard And Deleted
    [Documentation]    Messages, the line, then PIN, play and delete by DTMF; the icon goes.
    [Tags]    look
    Expect Message Waiting    1    phone=box
    Press Soft Key    Messages    phone=box
    Expect Screen    messages    phone=box
    Select Item    row 1    open=yes    phone=box
    Expect Call State    Connected    phone=box
    Send DTMF    ${PIN}\#    phone=box
    Send DTMF    1    phone=box
    Expect Message Waiting    1    phone=box
    Send DTMF    7    phone=box
    Expect Message Waiting    off    phone=box
    End Call    phone=box
    Return To Idle    box
    Expect No Element    voicemail icon    during=500 ms    phone=box

Messages Are Counted During A Call
    [Documentation]    The icon comes while the phone is in talk, and counts on.
    Establish Call    ben    box
    A Message For The Mailbox
    Expect Message Waiting    1    phone=box
    A Message For The Mailbox
    Expect Message Waiting    2    phone=box
    Expect Call State    Connected    phone=box
    End Call    phone=ben
    All Are Idle Again    box    ben
    Expect Message Waiting    2    phone=box
    The Mailbox Is Emptied    2

The Icon Is There After A Reboot
    [Documentation]    The exchange tells it again.
    [Tags]    look
    A Message For The Mailbox
    Expect Message Waiting    1    phone=box
    Reboot Phone    phone=box
    Expect Message Waiting    1    phone=box
    Expect Element    voicemail icon    phone=box
    The Mailbox Is Emptied    1

Digits Show In The Call
    [Documentation]    On the screen of the one who sends them; star and pound included.
    [Tags]    look
    Establish Call    box    ben
    Send DTMF    12*\#    phone=box
    Expect Element    text:12*\#    phone=box
    Send DTMF    0    phone=box
    Expect Element    text:12*\#0    phone=box
    End Call    phone=box
    All Are Idle Again    box    ben


*** Keywords ***
Open A Mailbox And Two Phones
    [Documentation]    Only box needs a mailbox.
    Open Phones Or Skip    box    can=uixml voicemail
    Open Phones Or Skip    ben

A Message For The Mailbox
    [Documentation]    From somebody outside.
    ${number} =    Get Phone Info    number    phone=box
    Leave Voicemail    to=${number}    length=3 s

The Mailbox Is Emptied
    [Documentation]    By its menu: each message played and deleted.
    [Arguments]    ${count}
    Dial    voicemail    phone=box
    Expect Call State    Connected    phone=box
    Send DTMF    ${PIN}\#    phone=box
    FOR    ${left}    IN RANGE    ${count}    0    -1
        Expect Message Waiting    ${left}    phone=box
        Send DTMF    1    phone=box
        Send DTMF    7    phone=box
    END
    Expect Message Waiting    off    phone=box
    End Call    phone=box
    All Are Idle Again    box
