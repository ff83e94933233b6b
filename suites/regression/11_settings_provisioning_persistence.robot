*** Settings ***
Documentation       Scenario 11: settings by menu and by configuration agree, survive a restart and a reboot; language
...                 and back; an invalid value is refused by the phone itself; the log has the change; the screen saver
...                 comes after its minute and goes with a key. The values of menus are read from the phone's own
...                 description of its screen (uixml); the clock's format and the words of a language are read on the
...                 picture, and a menu is compared with its approved picture before and after the other language.

Resource            bed.resource

Suite Setup         Open Two Phones And Leave One Alone
Test Timeout        8 minutes

Test Tags           regression


*** Variables ***
${PREFERENCES}           Settings > Basic > Preferences
${BACKLIGHT}             Settings > Basic > Backlight
${LANGUAGE IN FRENCH}    Réglages > Base > Préférences > Langue
# Menu entry, parameter (MODEL is that of the phone), value, and its word in the menu.
@{SETTINGS}
...                      ${PREFERENCES} > Time & Date > Time Zone    tcpIpApp.sntp.gmtOffset
...                      3600    (GMT +1:00) Berlin, Paris, Rome
...                      ${PREFERENCES} > Time & Date > Clock    lcl.datetime.time.24HourClock    0    12 Hour
...                      ${BACKLIGHT} > On Intensity    up.backlight.onIntensity    2    Medium
...                      ${BACKLIGHT} > Timeout (seconds)    up.backlight.timeout    33    33
...                      ${PREFERENCES} > Ring Type > row 1    reg.1.ringType    ringer2    Low Trill
...                      ${PREFERENCES} > Background    bg.color.MODEL.selection    2,2    Ocean


*** Test Cases ***
The Clock Is Drawn In Its Format
    [Documentation]    On the idle screen, by the picture. First of all: what a menu sets later wins over REST.
    [Tags]    look
    Set Config    lcl.datetime.time.24HourClock=1    phone=ann
    Get Screen Text    matches    ^\\d\\d:\\d\\d(?! ?[AP]M)    region=idle clock    phone=ann
    Set Config    lcl.datetime.time.24HourClock=0    phone=ann
    Get Screen Text    matches    ^\\d\\d?:\\d\\d [AP]M    region=idle clock    phone=ann

Menu And Configuration Agree
    [Documentation]    Both ways: first what REST has set is read in the menu, then what the menu has set by REST. What
    ...    is set at the phone itself (local) wins over REST from then on, so it is dropped when the suite is over.
    FOR    ${path}    ${parameter}    ${value}    ${word}    IN    @{SETTINGS}
        The Setting Is The Same In Both    ${path}    ${parameter}    ${value}    ${word}
    END

They Survive A Restart And A Reboot
    [Documentation]    Back and registered within the limit, with the same values in the menus and by REST.
    Restart Phone    phone=ann
    The Settings Are Still There
    Reboot Phone    phone=ann
    The Settings Are Still There

Language And Back
    [Documentation]    By menu, in the words of the language that the phone has; soft keys and titles follow.
    [Tags]    look
    The Menu Is Drawn As Approved
    Set Menu Value    ${PREFERENCES} > Language    Français    phone=ann
    Expect Config    lcl.ml.lang    French_France    source=local    phone=ann
    Expect Screen Text    Préférences    region=title    phone=ann
    Return To Idle    ann
    Expect Soft Keys    Nouv. appel    Renvoi    NPD    match=contains    by=picture    phone=ann
    Expect Soft Keys    idle    phone=ann
    Set Menu Value    ${LANGUAGE IN FRENCH}    English    phone=ann
    Get Screen    title    ==    Preferences    phone=ann
    Return To Idle    ann
    Expect Soft Keys    New Call    Forward    DND    match=contains    by=picture    phone=ann
    The Menu Is Drawn As Approved

An Invalid Value Is Refused By REST
    [Documentation]    By the phone, and nothing is stored.
    ${before} =    Get Config    up.backlight.idleIntensity    phone=ann
    Expect Refusal    Set Config    up.backlight.idleIntensity=much    phone=ann
    Expect Refusal    Set Config    up.backlight.idleIntensity=7    phone=ann
    Expect Config    up.backlight.idleIntensity    ${before}    phone=ann

An Invalid Value Is Refused By The Menu
    [Documentation]    The phone says so in its own words and keeps the old value.
    [Tags]    look
    ${before} =    Get Config    up.backlight.timeout    phone=ann
    Open Screen    ${BACKLIGHT} > Timeout (seconds)    phone=ann
    Enter Text    999    phone=ann
    Press Soft Key    OK    phone=ann
    Expect Screen Text    This value is not    phone=ann
    Expect Screen    field    phone=ann
    Return To Idle    ann
    Expect Config    up.backlight.timeout    ${before}    phone=ann

Wanted And Running Configuration Are Compared
    [Documentation]    The comparison names the parameter that differs, with both values; put back, none does.
    ${wanted} =    Export Config    phone=ann
    Set Config    up.backlight.idleIntensity=3    call.callWaiting.enable=0    phone=ann
    Run Keyword And Expect Error    *has changed: 2 of*call.callWaiting.enable: '1' -> '0'*idleIntensity: '1' -> '3'*
    ...    Expect Config Unchanged    ${wanted}    ignore=up.screenCapture.*    phone=ann    timeout=0 s
    Restore Config    phone=ann
    Expect Config Unchanged    ${wanted}    ignore=up.screenCapture.*    phone=ann

A Change Leaves A Line In The Log
    [Documentation]    Since the mark.
    ${mark} =    Mark Moment
    Set Config    up.backlight.idleIntensity=3    phone=ann
    Expect Log    up.backlight.idleIntensity    since=${mark}    phone=ann

The Screen Saver Comes After Its Minute
    [Documentation]    On the phone that nobody has touched since. A key ends it, and does nothing else.
    Expect Screen    screensaver    timeout=75 s    phone=ben
    Press Key    Dialpad5    phone=ben
    All Are Idle Again    ben


*** Keywords ***
Open Two Phones And Leave One Alone
    [Documentation]    The minute of ben's screen saver runs while ann is tested: no parameter makes it shorter.
    Open Two Phones
    Set Config    up.screenSaver.enabled=1    up.screenSaver.waitTime=1    phone=ben
    At Test End    Reset Config    local    phone=ann    scope=suite

The Setting Is The Same In Both
    [Documentation]    The value and its word on the screen.
    [Arguments]    ${path}    ${parameter}    ${value}    ${word}
    ${parameter} =    Of This Model    ${parameter}
    ${old} =    Get Config    ${parameter}    phone=ann
    ${before} =    Get Menu Value    ${path}    phone=ann
    Should Not Be Equal    ${before}    ${word}    The setting has the value already.
    Set Config    ${parameter}=${value}    phone=ann
    Get Menu Value    ${path}    ==    ${word}    phone=ann
    Restore Config    phone=ann
    Expect Config    ${parameter}    ${old}    phone=ann
    Set Menu Value    ${path}    ${word}    phone=ann
    Expect Config    ${parameter}    ${value}    source=local    phone=ann

The Menu Is Drawn As Approved
    [Documentation]    Pixel by pixel, below the bar that has clock, name and number of the phone.
    Open Screen    Settings > Basic    phone=ann
    Expect Baseline    basic settings    masks=status    phone=ann
    Return To Idle    ann

The Settings Are Still There
    [Documentation]    All that the menus have set.
    Expect Registration    registered    phone=ann
    FOR    ${path}    ${parameter}    ${value}    ${word}    IN    @{SETTINGS}
        ${parameter} =    Of This Model    ${parameter}
        Expect Config    ${parameter}    ${value}    source=local    phone=ann
        Get Menu Value    ${path}    ==    ${word}    phone=ann
    END
    Return To Idle    ann

Of This Model
    [Documentation]    The parameter with the model of ann in its name, as phones write it.
    [Arguments]    ${parameter}
    ${model} =    Get Phone Info    model    phone=ann
    RETURN    ${parameter.replace('MODEL', '${model}')}
