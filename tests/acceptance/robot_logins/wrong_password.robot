*** Settings ***
Documentation       The lab file has a wrong password: however many tests there are, each phone sees it once.

Library             PolyLibrary    timeout=5 s

Test Timeout        30 seconds


*** Variables ***
@{PHONES}       old    new    edge
${REFUSED}      the phone refuses the login of user 'Polycom'.
${TRIED}        Tried: once: five wrong logins lock a phone for a minute, so this password is not sent again.
${NEXT}         Next:${SPACE * 2}correct password: in the lab file. It is the administrator password,
...             the user is Polycom with a capital P.


*** Test Cases ***
The First Test Sends It
    [Documentation]    The phone says no.
    Expect The Error    after the password.

The Second Test Sends Nothing
    [Documentation]    The phone is opened anew, and not asked again.
    Expect The Error    to an earlier request; nothing was sent now.

The Third Test Sends Nothing
    [Documentation]    The same.
    Expect The Error    to an earlier request; nothing was sent now.

All Phones At Once
    [Documentation]    The first of them fails, and with it all.
    ${error} =    Run Keyword And Expect Error    *    Open Phones    @{PHONES}
    Should Contain    ${error}    nothing was sent now.

The Fifth Test Sends Nothing
    [Documentation]    Here five logins would have locked the phone.
    Expect The Error    to an earlier request; nothing was sent now.

The Right Password Is Let In
    [Documentation]    No phone was locked.
    VAR    ${right: Secret} =    %{HAZELNUT}
    FOR    ${phone}    IN    @{PHONES}
        Open Phone    ${phone}    password=${right}
        Get Phone Info    model    phone=${phone}
    END


*** Keywords ***
Expect The Error
    [Documentation]    The whole text of the error, for each phone, whichever device info is asked for first.
    [Arguments]    ${seen}
    FOR    ${phone}    IN    @{PHONES}
        VAR    ${first} =    ${phone}: GET /api/v?/mgmt/device/info: ${REFUSED}
        VAR    ${text} =    ${first}    Seen:${SPACE * 2}HTTP 401 ${seen}    ${TRIED}    ${NEXT}    separator=\n
        Run Keyword And Expect Error    GLOB:${text}    Open Phone    ${phone}
    END
