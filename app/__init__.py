"""The map of Đơn Thư; it imports nothing.

Arrows go down only:

    web | worker | cli            doors: parse, open the transaction, call one verb, answer
    demo                          a town that never was, played through the services
    services | listings           what the office does | what the office reads
    backup                        a copy of all, and the way back
    doctor                        what must hold in every database, looked at
    policy | casework             who may | how a case moves (casework.advance is the hinge)
    checklist                     what must be so before a version may be put in force
    rehearsal | changes           a procedure played on its own | what differs between two versions
    gate                          one verdict over every file before it may be put in force
    engine | decisions | drawing | letters | legaltime | formdefs     pure
    feel | sealing | files        leaves: FEEL in QuickJS, envelopes and keys, the content store
    xmlsafe                       leaf: the one reader of XML from outside
    settings clock errors language journal    leaves

``db`` stands beside: models, migrations and the only commit.
"""
