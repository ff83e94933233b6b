*** Settings ***
Documentation       Voicemail on a phone that tells what its screen shows.

Library             PolyLibrary    timeout=10 s
Library             PolyLibrary.Hands

Test Timeout        60 seconds


*** Test Cases ***
A Message Waits
    [Documentation]    The icon counts.
    Open Phones    owner    can=voicemail
    Expect Message Waiting    off
    Leave Voicemail    length=5 s    number=5550    name=Mum
    Expect Message Waiting    on
    Leave Voicemail    to=owner
    Expect Message Waiting    2

Voicemail Is Empty Again
    [Documentation]    The test before left two messages.
    Open Phones    owner    can=voicemail
    Expect Message Waiting    off
