"""The only speaker of SpiffWorkflow: a procedure's drawing and a run's state in, the moved state out.

::

    xmlsafe -> normalise          read a drawing, write what other programs draw as it runs here; note
    model -> lint                 refuse what would run wrongly
    parser -> definition          compile it once; nodes says what each element is
    draft                         stand-ins for what is still open, so that it can be played
    step                          the public verbs: start, complete, fire, deliver, move_timers, cancel
    takeover                      a run on another version: passage, counterparts, obstacles, sameness, passed
    grammar -> evaluator -> expressions -> script     conditions, timers and scripts, without ``eval``
    gateways timers run           the parts of the library that are replaced
    movement advance codec picture    how a step happens; a run's state as bytes; what waits in it

No database, no clock of its own, no business data: a run holds routing scalars and ids.
"""
