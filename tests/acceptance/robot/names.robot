*** Settings ***
Documentation       What does not exist is named, with the nearest names; nothing is sent for it.

Library             PolyLibrary    timeout=0.2 s
Resource            errors.resource

Suite Setup         Open Phones    alice    bob
Test Timeout        30 seconds


*** Test Cases ***
An Unknown Element
    [Documentation]    The map's nearest name is given.
    ${error} =    Run Keyword And Expect Error    *    Tap    mised calls    phone=alice
    Should Read    ${error}
    ...    There is no element 'mised calls' in the VVX600 map.
    ...    Next: \ did you mean 'missed calls'?

An Unknown Gesture And Region
    [Documentation]    Names of the map other than elements.
    ${error} =    Run Keyword And Expect Error    *    Swipe    lin view    phone=alice
    Should Read    ${error}
    ...    There is no gesture 'lin view' in the VVX600 map.
    ...    Next: \ did you mean 'line view' or 'call view'?
    ${error} =    Run Keyword And Expect Error    *    Wait Until Screen Settles    masks=clok    phone=alice
    Should Read    ${error}
    ...    There is no region 'clok' in the VVX600 map.
    ...    Next: \ did you mean 'clock'?

An Unknown Soft Key
    [Documentation]    A label that no screen has, and one that is not there now.
    ${error} =    Run Keyword And Expect Error    *    Press Soft Key    Anser    phone=alice
    Should Read    ${error}
    ...    There is no soft key 'Anser' in the VVX600 map.
    ...    Next: \ did you mean 'Answer' or 'Transfer'?
    Run Keyword And Expect Error
    ...    There is no soft key 'Answer' while there is no call (the VVX600 map has it on 'incoming call: Offering').*
    ...    Press Soft Key    Answer    phone=alice

An Unknown Locator Prefix
    [Documentation]    The grammar of locators is small and closed.
    ${error} =    Run Keyword And Expect Error    *    Tap    sofkey:More    phone=alice
    Should Read    ${error}
    ...    There is no locator prefix 'sofkey:' ('sofkey:More').
    ...    Next: \ did you mean 'softkey:More'? known prefixes: softkey: key: line: text: image:

An Unknown Picture
    [Documentation]    The folders are named in which it was sought, and how to make one.
    ${error} =    Run Keyword And Expect Error    *    Tap    image:missed-cals.png    phone=alice
    Should Start With    ${error}    There is no picture 'missed-cals.png'.
    Should End With    ${error}    Next: \ did you mean 'missed-calls.png'?

An Unknown Phone
    [Documentation]    Not in the lab, not open, or only misspelt.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    carl
    Should Read    ${error}    There is no phone 'carl' in the virtual lab.    Next: \ did you mean 'carol'?
    ${error} =    Run Keyword And Expect Error    *    Tap    more    phone=alicce
    Should Read    ${error}    There is no open phone 'alicce'.    Next: \ did you mean 'alice'?
    ${error} =    Run Keyword And Expect Error    *    Tap    more    phone=carol
    Should Read    ${error}    The phone 'carol' is not open.    Next: \ Open Phone \ \ \ carol first.
    ${error} =    Run Keyword And Expect Error    *    Dial    bobb    phone=alice
    Should Read    ${error}    There is no phone or number 'bobb'.    Next: \ did you mean 'bob'?
    ${error} =    Run Keyword And Expect Error    *    Expect Call States    alic=Idle
    Should Read    ${error}    There is no open phone 'alic'.    Next: \ did you mean 'alice'?

An Unknown Model Or Condition
    [Documentation]    What a test may ask of a phone.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    caller    model=VVX60
    Should Read    ${error}
    ...    There is no phone model 'VVX60'.
    ...    Next: \ did you mean 'VVX601' or 'VVX600' or 'VVX501'?
    ${error} =    Run Keyword And Expect Error    *    Open Phone    caller    firmware=new
    Should Read    ${error}
    ...    'new' is no firmware condition; write for example >=5.8 or 5.9 or >=5.8, <6.
    ${error} =    Run Keyword And Expect Error    *    Open Phone    carol    firmware=>=5.10
    Should Read    ${error}
    ...    carol does not fit firmware\=>\=5.10.
    ...    Seen: \ it runs 5.9.3.2857 (the virtual lab).
    ...    Next: \ ask for a role with another name, and the lab chooses a phone that fits.

An Unknown Parameter
    [Documentation]    Refused before anything is set.
    ${error} =    Run Keyword And Expect Error    *    Set Config    up.backlight.timeot=3    phone=alice
    Should Read    ${error}
    ...    alice has no parameter 'up.backlight.timeot'.
    ...    Seen: \ the phone calls that invalid, or says nothing about it.
    ...    Next: \ did you mean 'up.backlight.timeout'? Case matters; parameters differ between models and firmwares.
    ${error} =    Run Keyword And Expect Error    *    Set Config    scpe=test    phone=alice
    Should Read    ${error}
    ...    'scpe' is neither an argument of Set Config nor a parameter: parameters have a dot in their name.
    ...    Next: \ did you mean 'scope'?

An Unknown Field Or Topic
    [Documentation]    Of the keywords that read.
    ${error} =    Run Keyword And Expect Error    *    Get Phone Info    modle    phone=alice
    Should Read    ${error}    There is no field of Get Phone Info 'modle'.    Next: \ did you mean 'model'?
    ${error} =    Run Keyword And Expect Error    *    Get Phone Status    devise    phone=alice
    Should Read    ${error}    There is no status topic 'devise'.    Next: \ did you mean 'device' or 'device v2'?
    ${error} =    Run Keyword And Expect Error    *    Get Phone Status    device    FirmwareReleas    phone=alice
    Should Read    ${error}
    ...    There is no field 'FirmwareReleas' in device of alice.
    ...    Next: \ did you mean 'FirmwareRelease'?

An Unknown State
    [Documentation]    A colloquial word is answered with the phone's own.
    ${error} =    Run Keyword And Expect Error    *    Expect Call State    ringing    phone=alice
    Should Read    ${error}    There is no call state 'ringing'.    Next: \ the phone's own word is 'Offering'.
    ${error} =    Run Keyword And Expect Error    *    Expect Call State    Conected    phone=alice
    Should Read    ${error}
    ...    There is no call state 'Conected'.
    ...    Next: \ did you mean 'Connected' or 'Disconnected'?

A Word With An Equals Sign Is Never A Caller
    [Documentation]    A misspelt named argument does not become a value.
    ${error} =    Run Keyword And Expect Error    *    Expect Incoming Call    for=5 s    phone=alice
    Should Read    ${error}
    ...    'for\=5 s' was taken for a phone or a number: 'for' is no argument of this keyword.
    ...    Next: \ a phone or a number holds no '\='; the documentation of the keyword lists its arguments.
    ${error} =    Run Keyword And Expect Error    *    Expect Log    componnt=rest    phone=alice
    Should Read    ${error}
    ...    'componnt\=rest' was taken for a text to look for: 'componnt' is no argument of this keyword.
    ...    Next: \ did you mean 'component'? For the text itself write componnt\\=rest.
