*** Settings ***
Documentation       Configuration goes back to what it was: at the end of a test, over a restart, and in one restart.

Library             PolyLibrary

Suite Setup         Remember The Configuration
Suite Teardown      Expect Config Unchanged    before.json    phone=alice

Test Timeout        2 minutes


*** Test Cases ***
Several Parameters Cost One Restart
    [Documentation]    Two of them restart the phone. It is ready, with its line registered, when the keyword returns.
    Set Config    feature.doNotDisturb.enable=0    up.backlight.timeout=34    msg.mwi.1.led=0    phone=alice
    Get Phone Info    uptime    <    20 s    phone=alice
    Expect Config    feature.doNotDisturb.enable    0    source=web    phone=alice

A Restart In The Middle Does Not Forget What Was Set
    [Documentation]    The old values come back although the phone has restarted since they were set.
    Expect Config Unchanged    before.json    phone=alice
    Set Config    up.backlight.timeout=33    lcl.datetime.time.24HourClock=0    phone=alice
    Restart Phone    phone=alice
    Expect Config    up.backlight.timeout    33    phone=alice

A Phone With A Call Is Not Restarted By Accident
    [Documentation]    Nothing is sent while the call is up.
    Open Phone    bob
    Establish Call    alice    bob
    Run Keyword And Expect Error    *1 call up; nothing was sent.*    Restart Phone    phone=alice
    Expect Call State    Connected    phone=alice
    End All Calls


*** Keywords ***
Remember The Configuration
    [Documentation]    A snapshot of what alice has before anything is set, in a file of the output folder.
    Open Phone    alice
    Export Config    file=before.json    phone=alice
