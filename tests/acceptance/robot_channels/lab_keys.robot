*** Settings ***
Documentation       Phones whose lab file has a push login and asks for notifications.

Library             PolyLibrary

Suite Setup         Open Phones    alice    bob
Test Timeout        30 seconds


*** Test Cases ***
The Login Of The Lab File Is Used
    [Documentation]    Alice has it in her configuration already; nothing is set.
    Press Key    Home    phone=alice
    Get Config    apps.push.username    ==    lab    phone=alice

Calls With Notifications
    [Documentation]    Waits end as they do without.
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    Answer Call    phone=bob
    Expect Call States    alice=Connected    bob=Connected
    End Call    phone=bob
    Expect Idle    alice    bob
