*** Settings ***
Documentation       Real phones whose lab gives no hands at all: every keyword skips its test.

Library             PolyLibrary    timeout=5 s
Library             PolyLibrary.Hands

Test Setup          Open Phone    alice
Test Template       Is Skipped
Test Timeout        60 seconds


*** Test Cases ***    KEYWORD    ARGUMENTS
Touch    Touch By Hand    alice    70,34
Key    Touch By Hand    alice    key:Home
Lift    Lift Handset    alice
Put Down    Put Down Handset    alice
Unplug    Unplug Phone    alice
Plug In    Plug In Phone    alice
SIP Server    Set SIP Server    stopped
Call    Call From Outside    5550
Voicemail    Leave Voicemail
Fault    Inject Fault    busy
No Fault    Inject Fault    none
Swipe
    [Template]    NONE
    Touch By Hand    alice    68,121    end=320,156
    Fail    it was not skipped


*** Keywords ***
Is Skipped
    [Documentation]    The test goes on only if the keyword does not skip it.
    [Arguments]    @{keyword}
    Run Keyword    @{keyword}
    Fail    it was not skipped
