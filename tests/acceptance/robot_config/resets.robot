*** Settings ***
Documentation       Restart, reboot, reset, update.

Library             PolyLibrary

Test Timeout        1 minute


*** Test Cases ***
A Reboot Is Waited For
    [Documentation]    Its up-time has begun anew and its line is registered.
    Open Phone    alice
    Reboot Phone
    Get Phone Info    uptime    <    10 s
    Expect Unreachable Not

The Value Of A Reset Source Is Gone And Not Set Again
    [Documentation]    Reset Config removes what Set Config set; nothing is left to put back.
    Open Phone    alice
    Set Config    up.backlight.timeout=33
    Reset Config    web
    Expect Config    up.backlight.timeout    40    source=default

An Update Without A Change Restarts Nothing
    [Documentation]    The phone goes on as it was.
    Open Phone    alice
    Update Configuration
    Expect Unreachable Not

A Restart During A Call Waits For Its End
    [Documentation]    It must be asked for, and comes when the call is over.
    Open Phones    alice    bob
    Establish Call    alice    bob
    Run Keyword And Expect Error    *has 1 call up; nothing was sent.*    Restart Phone    phone=alice
    Restart Phone    phone=alice    wait=no    during_call=yes
    Expect Call State    Connected    phone=alice
    End Call    phone=bob
    Wait Until Phone Is Ready    restarted=yes    phone=alice    timeout=20 s

A Secret Is Set, Left, And Never Shown
    [Documentation]    Phones do not tell what a secret was: it is said that it stays.
    Open Phone    alice
    VAR    ${SECRET: Secret}    %{TEST_SECRET}
    Set Config    device.syslog.serverName=10.1.2.4    reg.1.auth.password=${SECRET}
    Export Config    file=with_secret.json

A Factory Reset Wants The Name Of The Phone
    [Documentation]    Anything else is refused before anything is sent.
    Open Phone    alice
    Run Keyword And Expect Error    *'yes' does not confirm*    Factory Reset Phone    yes
    Run Keyword And Expect Error    *'bob' does not confirm*    Factory Reset Phone    bob
    Get Phone Info    name    ==    alice


*** Keywords ***
Expect Unreachable Not
    [Documentation]    The phone answers and its line is registered.
    Wait Until Phone Is Ready    timeout=1 s
