*** Settings ***
Documentation       The lab file has a wrong password for XML push: it is sent once.

Library             PolyLibrary    timeout=5 s

Test Timeout        30 seconds


*** Variables ***
${TRIED}        Tried: once: wrong logins lock a phone, so this password is not sent again.
${NEXT}         Next:${SPACE * 2}the login is apps.push.username and apps.push.password of the phone,
...             not that of its administrator: set them, then use the same ones here.


*** Test Cases ***
The First Push Sends It
    [Documentation]    The phone says no.
    Open Phone    alice
    Expect The Error    after the password.
    Expect The Error    to an earlier request; nothing was sent now.

The Next Test Sends Nothing
    [Documentation]    The phone is opened anew, and not asked again.
    Open Phone    alice
    Expect The Error    to an earlier request; nothing was sent now.

Everything Else Goes On
    [Documentation]    The administrator's password is another one.
    Open Phone    alice
    Get Call State    ==    Idle


*** Keywords ***
Expect The Error
    [Documentation]    The whole text of the error.
    [Arguments]    ${seen}
    VAR    ${first} =    alice: POST /push: the phone refuses the login of user 'lab'.
    VAR    ${text} =    ${first}    Seen:${SPACE * 2}HTTP 401 ${seen}    ${TRIED}    ${NEXT}    separator=\n
    Run Keyword And Expect Error    EQUALS:${text}    Push Actions    Key:Home
