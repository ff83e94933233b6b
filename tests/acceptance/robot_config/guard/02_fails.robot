*** Settings ***
Documentation       Each test sets something, something restarts the phone, and the test fails in the middle.

Library             PolyLibrary

Suite Setup         Set For The Suite

Test Timeout        1 minute


*** Test Cases ***
Fails After A Restart
    [Documentation]    A parameter that restarts the phone and one of device.*, then a restart.
    Set Config    feature.forward.enable=0    device.prov.serverName=10.1.2.3    up.backlight.timeout=35
    Restart Phone
    Fail    in the middle

Fails While The Phone Is Restarting
    [Documentation]    Nobody waits for the restart, the test is over at once.
    Set Config    up.backlight.timeout=36
    Restart Phone    wait=no
    Fail    in the middle

Fails While A Restart Asked For By Raw REST Goes On
    [Documentation]    The library was not asked itself, and sees it all the same.
    Set Config    up.backlight.timeout=37    feature.doNotDisturb.enable=0
    Set Config    up.backlight.timeout=38    scope=suite
    Call REST API    POST    /api/v1/mgmt/safeRestart
    Fail    in the middle

Fails With A Restart That Waits For A Call
    [Documentation]    The phone restarts when the clean-up ends the call.
    Open Phone    bob
    Establish Call    alice    bob
    Set Config    lcl.datetime.time.24HourClock=0    msg.mwi.1.led=0    phone=alice
    Fail    in the middle

The Suite's Own Value Is There Again
    [Documentation]    What the suite set is put back only when it ends; the third test took one over for the suite.
    Expect Config    up.backlight.timeout    38
    Expect Config    log.level.change.so    2
    Expect Config    feature.forward.enable    1
    Expect Config    feature.doNotDisturb.enable    1
    Expect Config    msg.mwi.1.led    1


*** Keywords ***
Set For The Suite
    [Documentation]    A value below those of the tests.
    Open Phone    alice
    Set Config    up.backlight.timeout=34    log.level.change.so=2
