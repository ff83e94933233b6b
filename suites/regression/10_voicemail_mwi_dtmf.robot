*** Settings ***
Documentation       Scenario 10: a message, its icon, listening by DTMF, and tones with * and #. Needs a mailbox
...                 (`can=voicemail`); the icon is read from the phone's own description.

Library             PolyLibrary.Hands
Resource            bed.resource

Suite Setup         Open Phones Or Skip    box    ben    can=uixml voicemail
Test Timeout        4 minutes

Test Tags           regression


*** Test Cases ***
A Message Is Shown, Heard And Deleted
    [Documentation]    Icon up, messages opened, PIN and menu by DTMF, icon gone.
    Skip Unless Phone Can    voicemail    phone=box
    Expect Message Waiting    off    phone=box
    ${number} =    Get Phone Info    number    phone=box
    Leave Voicemail    to=${number}    length=3 s
    Expect Message Waiting    1    phone=box
    Dial    voicemail    phone=box
    Expect Call State    Connected    phone=box
    Send DTMF    1234\#    phone=box
    Send DTMF    1    phone=box
    Send DTMF    7    phone=box
    End Call    phone=box
    Expect Message Waiting    off    phone=box

Digits Show In The Call
    [Documentation]    Star and pound included.
    Establish Call    box    ben
    Send DTMF    12*\#    phone=box
    Expect Element    text:12*\#    phone=box
    End Call    phone=box
