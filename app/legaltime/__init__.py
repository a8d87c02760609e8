"""The legal clock: which days count, which limits exist, when each ends and why.

Pure: no database, no web, no clock of its own. ``calendar`` knows the days, ``limits`` the law's numbers,
``texts`` the statutes, ``reckoning`` puts them together and can explain itself, ``instants`` turns legal days
into moments, ``wording`` says it to people, ``report`` to programs.
"""
