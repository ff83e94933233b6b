*** Settings ***
Documentation       What hands, a plug and the world outside do to virtual phones, and what the phones then show.

Library             OperatingSystem
Library             PolyLibrary    timeout=10 s
Library             PolyLibrary.Hands

Test Timeout        60 seconds


*** Test Cases ***
A Power Failure In A Call
    [Documentation]    The far end loses the call; the phone is gone, and comes back able to call.
    Open Phones    alice    bob
    Establish Call    alice    bob
    Unplug Phone    bob
    Expect Unreachable    phone=bob
    Expect Idle    alice
    Plug In Phone    bob
    Establish Call    bob    alice
    End All Calls

A Finger On The Screen
    [Documentation]    By point, element, soft key and gesture.
    Open Phones    alice    bob
    Touch By Hand    alice    softkey:New Call
    Expect Call State    Dialtone    phone=alice
    Touch By Hand    alice    softkey:Cancel
    Expect Idle    alice
    Set Phone Log Level    0    pgui    phone=alice
    Touch By Hand    alice    470,60
    Touch By Hand    alice    68,121    end=320,156
    Expect Log    (x,y)=(470,60), state = 1    phone=alice
    Expect Log    (x,y)=(68,121), state = 1    phone=alice

A Finger That Stays
    [Documentation]    A long press on the drawn 0 gives the + of a number.
    Open Phones    alice    bob
    Touch By Hand    alice    softkey:New Call
    Touch By Hand    alice    dial pad 0    hold=1.2 s
    Touch By Hand    alice    key:Dialpad1
    Touch By Hand    alice    softkey:Send
    Expect Call Log Entry    Placed    +1    phone=alice

Keys Without Any Request
    [Documentation]    This firmware takes no simulated key.
    Open Phones    alice    bob
    Touch By Hand    bob    key:Handsfree
    Expect Call State    Dialtone    phone=bob
    Touch By Hand    bob    key:Handsfree
    Expect Idle    bob

The Handset
    [Documentation]    Lifted it answers, put down it ends.
    Open Phones    alice    bob
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob
    Lift Handset    bob
    Expect Call States    alice=Connected    bob=Connected
    Put Down Handset    bob
    Expect Idle    alice    bob

A Phone That Nobody Has Open
    [Documentation]    Points and keys need no session.
    Open Phone    alice
    Touch By Hand    carol    470,60
    Touch By Hand    carol    key:Home
    Unplug Phone    carol
    Plug In Phone    carol
    TRY
        Touch By Hand    carol    missed calls
    EXCEPT    carol (VVX 600) is not open: only a point or a key:... of a virtual phone can be touched.*    type=GLOB
        No Operation
    END

Without Its SIP Server
    [Documentation]    Registrations and calls fail; calls in talk go on.
    Open Phones    alice    bob    carol
    Establish Call    alice    bob
    Set SIP Server    stopped
    Expect Registration    unregistered    phone=alice
    Expect Calls Unchanged    alice    bob
    End All Calls

With Its SIP Server Again
    [Documentation]    The test before has left it stopped, but nothing of that is left here.
    Open Phones    alice    bob
    Expect Registration    registered    phone=alice    timeout=0 s
    Establish Call    alice    bob
    End All Calls

Somebody Calls From Outside
    [Documentation]    Answered, held, hung up; both sides see it.
    Open Phones    alice    bob
    ${call} =    Call From Outside    5550    to=alice    name=Mum
    Expect Incoming Call    5550    name=Mum    phone=alice
    Expect Outside Call    RingBack
    Answer Call    phone=alice
    Expect Outside Call    Connected    call=${call}
    Hold Call    phone=alice
    Expect Outside Call    CallHeld
    Resume Call    phone=alice
    Expect Outside Call    Connected
    Hang Up Outside    call=${call}
    Expect Idle    alice
    Expect Call Log Entry    Received    5550    phone=alice

A Caller From Outside Is Refused
    [Documentation]    The reason is the caller's own.
    Open Phone    alice
    Call From Outside    5550
    Expect Incoming Call    5550
    Reject Call
    Expect Outside Call    Busy
    Hang Up Outside

Voicemail
    [Documentation]    Its owner hears it with the PIN of a fresh mailbox.
    Open Phones    owner    can=voicemail
    Skip Unless Phone Can    voicemail
    Leave Voicemail    length=5 s    number=5550    name=Mum
    Dial    voicemail
    Expect Call State    Connected
    Send DTMF    1234#17
    End Call

A Phone Without Voicemail
    [Documentation]    Skipped, with the reason.
    [Tags]    skipped
    Open Phone    alice
    Skip Unless Phone Can    voicemail
    Fail    it was not skipped

An Answer That Is Lost
    [Documentation]    What was sent is not sent again, and the error says what is not known.
    Open Phones    alice    bob
    Set Phone Log Level    0    pgui    phone=alice
    Inject Fault    lost answer    phone=alice    count=1    path=simulateTouch
    TRY
        Tap    70,34    phone=alice
    EXCEPT    *it was sent once and not repeated*    *The request was sent once*    type=GLOB
        No Operation
    END
    Tap    70,34    phone=alice
    Inject Fault    none
    ${touches} =    Get Touches    phone=alice
    Length Should Be    ${touches}    2

A Fault At One Phone Alone
    [Documentation]    The other one is well; none ends it.
    Open Phones    alice    bob
    Inject Fault    server error    phone=alice
    Get Phone Info    name    phone=bob
    Run Keyword And Expect Error    *    Get Phone Info    name    phone=alice    timeout=1 s
    Inject Fault    none    phone=alice
    Get Phone Info    name    phone=alice

A Screen That Is Drawn Wrongly
    [Documentation]    The pictures are wrong, the part that is named alone or the first one; then they are right again.
    Open Phone    dave
    ${right} =    Pictured    right
    FOR    ${fault}    IN    wrong label    wrong digit    LED colour    shifted screen    other language
        Inject Fault    ${fault}
        ${wrong} =    Pictured    wrong
        Should Not Be Equal    ${right}    ${wrong}    ${fault} is not seen
        Inject Fault    none
    END
    Inject Fault    wrong label    part=Forward    count=1
    ${wrong} =    Pictured    wrong
    Should Not Be Equal    ${right}    ${wrong}
    Run Keyword And Expect Error    The fault 'busy' has no part=*    Inject Fault    busy    part=dnd

What Cannot Be
    [Documentation]    Each error says what is wrong.
    Open Phones    alice    bob
    Run Keyword And Expect Error    There is no fault 'slow anser' that can be injected.*did you mean*
    ...    Inject Fault    slow anser    phone=alice
    Run Keyword And Expect Error    2 phones are open: say which one with phone=.*    Inject Fault    busy
    Run Keyword And Expect Error    There is no phone 'alise' that is open or in the lab.*'alice'*
    ...    Unplug Phone    alise
    Run Keyword And Expect Error    There is no call from outside.*    Hang Up Outside
    Run Keyword And Expect Error    A call from outside is never 'Ringing'.*    Expect Outside Call    Ringing
    Run Keyword And Expect Error    hold=61 s makes no sense.*    Touch By Hand    alice    70,34    hold=61 s
    Run Keyword And Expect Error    duration= is for a finger that draws.*
    ...    Touch By Hand    alice    70,34    duration=1 s
    Run Keyword And Expect Error    The point 480,0 is not on the screen of alice*    Touch By Hand    alice    480,0
    Run Keyword And Expect Error    There is no key 'Hom' on a VVX 600.*    Touch By Hand    alice    key:Hom
    Run Keyword And Expect Error    1001 has no mailbox.*    Leave Voicemail    to=alice
    Run Keyword And Expect Error    A message of 0.1 s is none.*    Leave Voicemail    to=alice    length=0.1 s
    Unplug Phone    bob
    Run Keyword And Expect Error    Bob is unplugged: no hand can do anything at it.*
    ...    Touch By Hand    bob    key:Home


*** Keywords ***
Pictured
    [Documentation]    The digest of a picture of the screen.
    [Arguments]    ${name}
    ${path} =    Capture Screen    name=${name}
    ${picture} =    Get Binary File    ${path}
    ${digest} =    Evaluate    hashlib.sha256($picture).hexdigest()    modules=hashlib
    RETURN    ${digest}
