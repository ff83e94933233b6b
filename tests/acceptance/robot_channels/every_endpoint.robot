*** Settings ***
Documentation       Keywords reach every endpoint; which requests came is judged outside, at the phones.

Library             PolyLibrary    timeout=10 s

Test Timeout        90 seconds


*** Variables ***
@{TOPICS}           device    device v2    device stats    network    network stats    lines    lines v2    sip
...                 calls    calls v2    call logs    missed calls    received calls    placed calls    sessions
...                 running config    transfer type    poll    uixml


*** Test Cases ***
What Phones Tell
    [Documentation]    All topics of REST.
    Open Phones    alice    trio
    FOR    ${topic}    IN    @{TOPICS}
        Get Phone Status    ${topic}    phone=alice
    END
    Get Phone Status    pairing    phone=trio

Calls
    [Documentation]    The ten verbs of call control, and what calls tell.
    Open Phones    alice    bob
    Dial    bob    phone=alice
    Ignore Call    phone=bob
    Answer Call    phone=bob
    Get Phone Status    communication    phone=alice
    Send DTMF    12    phone=alice
    Set Mute    on    phone=alice
    Set Mute    off    phone=alice
    Hold Call    phone=alice
    Resume Call    phone=alice
    Transfer Call    5553000    phone=alice
    End All Calls    bob
    Dial    bob    phone=alice
    Reject Call    phone=bob
    Dial    5553000    phone=bob
    End Call    phone=bob

Hands And Settings
    [Documentation]    Touch, keys, text, configuration, its export, Skype for Business, the packet capture.
    VAR    ${password: Secret} =    %{SKYPE_WORD}
    Open Phone    alice
    Swipe    start=10,10    end=100,100
    Press Key    5
    Enter Text    12
    Press Key    Home
    Set Config    up.toneMode=1
    Export Config
    Update Configuration
    Sign In To Skype    alice@lab.example    alice@lab.example    ${password}
    Get Phone Status    presence
    Get Phone Status    location
    Sign Out Of Skype
    Expect Refusal    Upload Packet Capture    reason=4003

Restarts And Resets
    [Documentation]    All of them, the wipe last.
    Open Phone    carol
    Restart Phone
    Reboot Phone
    FOR    ${source}    IN    local    web    device    cloud    all
        Reset Config    ${source}
    END
    Factory Reset Phone    carol
