*** Settings ***
Documentation       What a phone cannot do is refused with the reason, before any request.

Library             PolyLibrary    timeout=1.5 s
Resource            errors.resource

Suite Setup         Open Phone With The Log Of Its Requests
Test Timeout        30 seconds


*** Variables ***
${PARAMETER}        device.auth.localAdminPassword


*** Test Cases ***
A Key Of A Firmware Without Key Events
    [Documentation]    Firmware 5.9 has no request for keys; XML push presses them, the drawn ones as well.
    Press Key    Home
    Tap    key:Home
    ${error} =    Run Keyword And Expect Error    *    Swipe    key:Home    end=30,40
    Should Read    ${error}
    ...    'key:Home' is a hard key, no place on the screen.
    ...    Next: \ press it with Press Key \ \ \ Home, or Tap it.

A Key That The Phone Does Not Have
    [Documentation]    The nearest key of this model is named.
    ${error} =    Run Keyword And Expect Error    *    Press Key    Hom
    Should Read    ${error}    VVX 600 has no key 'Hom'.    Next: \ did you mean 'Home'?

A Point Off The Screen
    [Documentation]    480 x 272 pixels end at 479,271; not one request is sent.
    ${mark} =    Mark Moment
    ${error} =    Run Keyword And Expect Error    *    Tap    480,10
    Should Read    ${error}
    ...    The point 480,10 is not on the screen of alice (VVX 600, 5.9.3.2857, virtual).
    ...    Seen: \ its panel is 480x272 pixels: x 0 to 479, y 0 to 271.
    ...    Next: \ points count from the top left corner.
    Run Keyword And Expect Error    The point 10,272 is not on the screen*    Swipe    10,10    end=10,272
    Run Keyword And Expect Error    The point -1,5 lies off every screen.*    Tap    -1,5
    Expect No Log    Positions    component=rest    during=0 s    since=${mark}

The Last Pixel Is On The Screen
    [Documentation]    And its touch is logged by the phone.
    Tap    479,271
    Expect Log    "X": "479"    component=rest    timeout=5 s

A Point In Two Cells
    [Documentation]    Robot ends a cell at two spaces.
    Run Keyword And Expect Error    Keyword 'PolyLibrary.Tap' expected 1 non-named argument, got 2.    Tap    70    34

A Swipe Of A Hundred Seconds
    [Documentation]    Robot reads a bare number as seconds.
    ${error} =    Run Keyword And Expect Error    *    Swipe    68,121    end=320,156    duration=100
    Should Read    ${error}
    ...    A swipe of 100 s is longer than any finger's.
    ...    Next: \ Robot reads a bare number as seconds: did you mean 100 ms?

A Long Press
    [Documentation]    No request holds a key.
    ${error} =    Run Keyword And Expect Error    *    Tap    more    hold=2 s
    Should Read    ${error}
    ...    hold\=2 s is not possible: simulated touch knows Tap and Swipe only.
    ...    Next: \ no request of the phones holds a key; leave hold\= out.

A Line That The Phone Does Not Have
    [Documentation]    In Dial and for line keys.
    ${error} =    Run Keyword And Expect Error    *    Dial    123    line=17
    Should Read    ${error}
    ...    alice (VVX 600, 5.9.3.2857, virtual) has no line 17.
    ...    Seen: \ nothing was sent to the phone.
    ...    Next: \ it has lines 1 to 16.
    ${error} =    Run Keyword And Expect Error    *    Press Line Key    17
    Should Read    ${error}    VVX 600 has no line key 17.    Next: \ it has 1 to 16.

A Digit That Is None
    [Documentation]    On the drawn dial pad.
    ${error} =    Run Keyword And Expect Error    *    Dial Digits    12x
    Should Read    ${error}
    ...    '12x' cannot be dialled on the keys.
    ...    Seen: \ not on the dial pad: x
    ...    Next: \ use 0 to 9, * and \# (write \\\# or pound where Robot takes \# for a comment).

An Element Of A Call Without A Call
    [Documentation]    The keyword waits for its time and tells what it saw.
    ${error} =    Run Keyword And Expect Error    *    Tap    incoming pop-up
    Should Start With    ${error}
    ...    alice (VVX 600, 5.9.3.2857, virtual) shows 'idle'; the element 'incoming pop-up' is on 'incoming call'.
    Should Contain    ${error}    by its picture (soft keys 'New Call', 'Forward', 'DND', 'More'; no call).
    Should Contain    ${error}    set by timeout\= of the keyword or of the library); nothing was touched
    Should Contain    ${error}    Next: \ elements on 'idle': 'do not disturb icon', 'forward icon', 'line 1',

A Secret Written As Text
    [Documentation]    Passwords are taken as Secret variables only; nothing is sent.
    ${error} =    Run Keyword And Expect Error    *    Set Config    ${PARAMETER}=literal
    Should Read    ${error}
    ...    The value of device.auth.localAdminPassword is a secret and was written as plain text; nothing was sent.
    ...    Next: \ use a Secret variable: VAR \ \ \ \${PW: Secret} \ \ \ \%{POLY_PASSWORD}, then ${PARAMETER}\=\${PW}.
    Run Keyword And Expect Error
    ...    ValueError: Argument 'password' got value 'literal' that cannot be converted to Secret or None.
    ...    Open Phone    bob    password=literal


*** Keywords ***
Open Phone With The Log Of Its Requests
    [Documentation]    The phone writes each request that it gets.
    Open Phone    alice
    Set Phone Log Level    0    rest
