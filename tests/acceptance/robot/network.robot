*** Settings ***
Documentation       A lab that is wrong: each fault gives one clear error, within the timeout. The lab file comes
...                 from the test that runs this suite.

Library             PolyLibrary    timeout=3 s
Resource            errors.resource

Test Timeout        20 seconds


*** Variables ***
${CAPITAL}          Polycom with a capital P.
${REST_ON}          apps.restapi.enabled=1.
${SECRETLY}         password=\${SECRET} to Open Phone.


*** Test Cases ***
The Wrong Password
    [Documentation]    Asked once, for five wrong logins lock a phone.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    wrongpassword
    Should Read    ${error}
    ...    wrongpassword: GET /api/v2/mgmt/device/info: the phone refuses the login of user 'Polycom'.
    ...    Seen: \ HTTP 401 after the password.
    ...    Tried: once: five wrong logins lock a phone for a minute, so this password is not sent again.
    ...    Next: \ correct password: in the lab file. It is the administrator password, the user is ${CAPITAL}

REST Switched Off
    [Documentation]    The phone answers 404 pages for every path.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    restoff
    Should Start With
    ...    ${error}
    ...    restoff: GET /api/v2/mgmt/device/info: the REST API of this phone seems to be switched off.\nSeen: \ HTTP 404
    Should Contain    ${error}    before any login, and no REST API at /api/v1/mgmt/device/info either (http://127.
    Should Contain    ${error}    provision ${REST_ON} A phone that is booting answers so for a while

The Factory Password
    [Documentation]    Status 4010.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    factory
    Should Read    ${error}
    ...    factory: the phone still has its factory password and refuses REST.
    ...    Seen: \ Status 4010 to GET /api/v2/mgmt/device/info.
    ...    Tried: N tries in N s (limit 3 s, set by timeout\= of the keyword or of the library)
    ...    Next: \ set device.auth.localAdminPassword by provisioning or the web page, then the lab file.

Nobody There
    [Documentation]    The port refuses.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    refused    timeout=0.5 s
    Should Start With    ${error}    refused: GET /api/v2/mgmt/device/info: the connection was refused.
    Should Contain    ${error}    (limit 0.5 s, set by timeout\=)
    Should Contain    ${error}    Next: \ is the phone on, is its web server enabled

No Route
    [Documentation]    An address of a network that is nowhere; the error comes within the timeout.
    ${start} =    Evaluate    time.monotonic()
    ${error} =    Run Keyword And Expect Error    *    Open Phone    noroute    timeout=1 s
    ${took} =    Evaluate    time.monotonic() - $start
    Should Be True    ${took} < 4
    Should Start With    ${error}    noroute: GET /api/v2/mgmt/device/info: the
    Should Contain    ${error}    (limit 1 s, set by timeout\=)

A Web Page Instead Of JSON
    [Documentation]    Somebody else answers at the address.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    webpage
    Should Start With
    ...    ${error}
    ...    webpage: GET /api/v2/mgmt/device/info: a web page came instead of JSON.\nSeen: \ HTTP 200, 69 bytes:
    Should Contain    ${error}    Welcome to the guest network
    Should End With    ${error}    Next: \ is the REST API on, and is this the phone's own web server?

A Reply That Breaks Off
    [Documentation]    Fewer bytes than announced, at every try.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    truncated    timeout=0.5 s
    Should Start With    ${error}    truncated: GET /api/v2/mgmt/device/info: the answer broke off.
    Should Contain    ${error}    (limit 0.5 s, set by timeout\=)

Half A JSON Text
    [Documentation]    The announced length is right, the text is not.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    halfjson
    Should Start With    ${error}    halfjson: GET /api/v2/mgmt/device/info: the answer is no JSON.
    Should Contain    ${error}    the text breaks off or is damaged

Another Phone At The Address
    [Documentation]    Swapped addresses are a fault of the lab.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    swapped
    Should Read    ${error}
    ...    The phone at 127.0.0.1 is not swapped.
    ...    Seen: \ it says MAC 0004f2ddeeff; the lab file has 0004f2aabbcc for swapped.
    ...    Next: \ somebody swapped addresses: mend host: or mac: in the lab file.

A Phone By Its Address
    [Documentation]    Without an entry in the lab file there must be a password.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    127.0.0.1:9
    Should Read    ${error}
    ...    The lab has no password for N.
    ...    Next: \ write password: "\%{POLY_PASSWORD}" under defaults: of the lab file, or give ${SECRETLY}

All Or None Closes What Was Opened
    [Documentation]    The second phone is broken.
    Run Keyword And Expect Error    webpage: *    Open Phones    healthy    webpage
    Run Keyword And Expect Error    No phone is open.*    Get Call State
    Open Phone    healthy
    Get Call State    ==    Idle
