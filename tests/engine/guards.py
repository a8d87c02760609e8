"""Our parts in the library's places: the fault each stands for, and what holds it to its work.

``fault`` is a test of ``test_library_faults`` that passes while the library does it wrong; ``remedy`` are the
tests (by name and, after a blank, parameters; ``*`` stands for anything) that pass while our part does it
right.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """One part of ours, and the pair of claims that say whether it is needed and whether it works."""

    name: str
    part: str
    fault: str
    remedy: tuple[str, ...]


GUARDS = (
    Guard(
        "expressions are walked, never run",
        "grammar, evaluator, expressions, script",
        "test_a_script_of_a_drawing_is_run_as_a_program",
        (
            "test_row_1_*",
            "test_no_script_escapes_its_grammar",
            "test_no_condition_or_time_escapes_its_grammar",
        ),
    ),
    Guard(
        "a run without its own engine computes nothing",
        "library",
        "test_a_run_that_was_loaded_runs_programs_without_being_given_an_engine",
        ("test_row_2_*", "test_a_run_whose_engine_was_forgotten_stops_at_its_first_timer"),
    ),
    Guard(
        "parallel joins hold in rework",
        "gateways",
        "test_a_parallel_join_fires_early_in_the_second_round",
        ("test_no_round_of_rework_goes_on_before_its_last_opinion *parallelGateway",),
    ),
    Guard(
        "inclusive joins hold in rework",
        "gateways",
        "test_an_inclusive_join_fires_early_in_the_second_round",
        (
            "test_no_round_of_rework_goes_on_before_its_last_opinion *inclusiveGateway",
            "test_an_inclusive_join_waits_only_for_the_branches_that_were_chosen",
        ),
    ),
    Guard(
        "a round costs what the first did",
        "rounds, faults",
        "test_each_round_of_rework_is_kept_below_the_one_before",
        ("test_a_round_costs_what_the_first_did_*", "test_a_loop_that_must_remember_every_round_*"),
    ),
    Guard(
        "branches are merged three ways",
        "merge",
        "test_the_last_branch_to_arrive_overwrites_what_another_decided",
        ("test_row_4_*", "test_a_branch_that_changed_nothing_overwrites_nothing"),
    ),
    Guard(
        "paths that end are merged three ways",
        "gathering",
        "test_the_last_path_to_end_overwrites_what_another_decided",
        ("test_the_last_path_to_end_does_not_undo_*", "test_who_has_nothing_to_add_does_not_undo_*"),
    ),
    Guard(
        "a message on a border is heard as often as it comes",
        "borders",
        "test_a_message_that_does_not_interrupt_is_heard_once_only",
        ("test_a_message_that_does_not_interrupt_is_heard_as_often_as_it_comes",),
    ),
    Guard(
        "state is kept in order, without the procedure",
        "codec",
        "test_a_stored_run_loses_its_fields_when_its_tasks_are_put_in_another_order",
        ("test_row_5_*", "test_whatever_a_run_holds_is_read_back_the_same", "test_a_state_names_its_tasks_*"),
    ),
    Guard(
        "event subprocesses are refused",
        "lint.elements",
        "test_an_event_subprocess_runs_when_nothing_has_happened",
        ("test_row_6_*",),
    ),
    Guard(
        "an uncaught error is a fault",
        "lint, faults",
        "test_an_uncaught_error_ends_as_a_success",
        ("test_row_7_*",),
    ),
    Guard(
        "interrupted repetitions leave no orphans",
        "run",
        "test_a_limit_that_interrupts_repeated_parts_wedges_the_run",
        ("test_row_8_*",),
    ),
    Guard(
        "fields are scalars, replaced whole",
        "routing",
        "test_a_shorter_list_does_not_replace_a_longer_one",
        ("test_row_9_*",),
    ),
    Guard(
        "nothing is foreseen behind a join",
        "gateways",
        "test_each_fork_multiplies_the_tasks_foreseen_behind_it",
        ("test_row_11_*",),
    ),
    Guard(
        "a timer fires only in the step that names it",
        "timers",
        "test_any_move_fires_whatever_timer_is_overdue",
        (
            "test_an_overdue_limit_does_not_fire_because_somebody_completes_a_step",
            "test_only_the_named_limit_fires_though_others_are_overdue",
        ),
    ),
    Guard(
        "conditions are tried in the order of the file",
        "parser",
        "test_moving_a_box_changes_a_decision",
        ("test_moving_a_box_does_not_change_a_decision",),
    ),
    Guard(
        "a signal at an end is rewritten or refused",
        "normalise, lint.events",
        "test_a_signal_at_an_end_is_never_sent",
        ("test_an_end_that_signals_is_refused", "test_the_signal_of_an_end_is_heard"),
    ),
    Guard(
        "a comment cannot cut a condition short",
        "xmlsafe",
        "test_a_comment_cuts_a_condition_short",
        ("test_a_comment_cannot_hide_part_of_a_condition",),
    ),
    Guard(
        "a condition on the only arrow is refused",
        "lint.shape",
        "test_a_condition_on_the_only_arrow_is_passed_over",
        ("test_a_condition_on_the_only_arrow_is_refused",),
    ),
    Guard(
        "implicit splits are drawn out",
        "normalise",
        "test_an_arrow_too_many_is_a_refusal_of_the_whole_drawing",
        ("test_several_arrows_*",),
    ),
    Guard(
        "the log tells nothing of a run",
        "library",
        "test_the_log_holds_the_fields_of_the_run",
        ("test_the_librarys_loggers_never_speak_below_warning",),
    ),
)
