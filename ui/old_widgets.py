"""Forget the widgets of pages that a visit has left: Streamlit itself keeps the options of every one."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_old_widgets() -> None:
    """Drop what Streamlit holds of widgets that the last run of this visit did not draw.

    It forgets their values by itself, but not their options: with 3,280 places to choose from on every page,
    in two languages, that came to 13 MB a visit. To be called before a run draws anything, when what the
    reader did has been dealt with.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    state = context.session_state._state
    drawn = state._new_widget_state
    for old in drawn.widget_metadata.keys() - drawn.states.keys() - state._old_state.keys():
        del drawn.widget_metadata[old]
